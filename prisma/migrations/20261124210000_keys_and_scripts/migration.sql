-- Callers that are machines. Of a key only the hash is kept.
CREATE TABLE service_account (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization (id),
  name text NOT NULL,
  roles text[] NOT NULL,
  owner_id uuid NOT NULL,
  secret_hash text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  -- Written beside the ledger, at most once a minute.
  last_used_at timestamptz(3),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, owner_id) REFERENCES analyst (organization_id, id)
);
CREATE INDEX service_account_order ON service_account (organization_id, created_at, id);

-- Immutable but for its retirement. `responsible_id` is the analyst who registered it or answers for the account that did.
CREATE TABLE script (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization (id),
  name text NOT NULL,
  interpreter text NOT NULL CHECK (interpreter IN ('POWERSHELL', 'BASH', 'PYTHON')),
  sha256 text NOT NULL,
  body text NOT NULL,
  destructive boolean NOT NULL,
  registered_by jsonb NOT NULL,
  responsible_id uuid NOT NULL,
  registered_at timestamptz(3) NOT NULL,
  retired_at timestamptz(3),
  UNIQUE (organization_id, id)
);
CREATE INDEX script_order ON script (organization_id, registered_at, id);

DO $$
DECLARE role text := current_setting('defend.app_role', true);
BEGIN
  IF coalesce(role, '') = '' OR role = current_user THEN RETURN; END IF;
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON service_account, script TO %I', role);
END $$;
