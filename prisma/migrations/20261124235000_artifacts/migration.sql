-- A file that a device uploads for an action: announced, then received; or given up. Its content is a file of that id.
CREATE TABLE artifact (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization (id),
  action_id uuid NOT NULL,
  device_id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('MEMORY_DUMP', 'EVENT_LOGS', 'PREFETCH', 'OTHER')),
  size bigint NOT NULL CHECK (size >= 0),
  sha256 text NOT NULL,
  announced_at timestamptz(3) NOT NULL,
  received_at timestamptz(3),
  given_up_at timestamptz(3),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, action_id) REFERENCES response_action (organization_id, id),
  FOREIGN KEY (organization_id, device_id) REFERENCES device (organization_id, id)
);
CREATE INDEX artifact_action ON artifact (organization_id, action_id);
CREATE INDEX artifact_unfinished ON artifact (action_id) WHERE received_at IS NULL AND given_up_at IS NULL;

DO $$
DECLARE role text := current_setting('defend.app_role', true);
BEGIN
  IF coalesce(role, '') = '' OR role = current_user THEN RETURN; END IF;
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON artifact TO %I', role);
END $$;
