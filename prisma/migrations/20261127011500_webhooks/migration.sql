-- Receivers of ledger events. The upper columns are the committer's; the lower ones say how far delivery is, and the
-- process that holds the lease writes them. A new generation makes delivery start anew.
CREATE TABLE webhook (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization (id),
  name text NOT NULL,
  url text NOT NULL,
  kinds text[] NOT NULL,
  enabled boolean NOT NULL,
  disabled_reason text,
  created_by jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  deleted_at timestamptz(3),
  secret text NOT NULL,
  old_secret text,
  old_secret_until timestamptz(3),
  secret_rotated_at timestamptz(3),
  generation integer NOT NULL,
  start_after bigint,
  position_generation integer NOT NULL DEFAULT 0,
  position bigint NOT NULL DEFAULT 0,
  delivered_sequence bigint,
  attempts integer NOT NULL DEFAULT 0,
  failing_since timestamptz(3),
  next_at timestamptz(3),
  lease uuid,
  leased_until timestamptz(3),
  UNIQUE (organization_id, id)
) WITH (fillfactor = 50);
CREATE INDEX webhook_order ON webhook (organization_id, created_at, id);
CREATE INDEX webhook_sending ON webhook (organization_id) WHERE enabled AND deleted_at IS NULL;

-- One row an event, with its latest attempt.
CREATE TABLE webhook_delivery (
  webhook_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  sequence bigint NOT NULL,
  attempts integer NOT NULL,
  attempted_at timestamptz(3) NOT NULL,
  response_status integer,
  error text,
  delivered_at timestamptz(3),
  next_attempt_at timestamptz(3),
  PRIMARY KEY (webhook_id, sequence),
  FOREIGN KEY (organization_id, webhook_id) REFERENCES webhook (organization_id, id)
);
CREATE INDEX webhook_delivery_age ON webhook_delivery (attempted_at);

DO $$
DECLARE role text := current_setting('defend.app_role', true);
BEGIN
  IF coalesce(role, '') = '' OR role = current_user THEN RETURN; END IF;
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON webhook TO %I', role);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_delivery TO %I', role);
END $$;
