-- People as a directory describes them; the id derives from the organization and `external_id`.
CREATE TABLE person (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization (id),
  external_id text NOT NULL,
  name text NOT NULL,
  -- Empty: they have none.
  email text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  password_reset_required_since timestamptz(3),
  password_reset_at timestamptz(3),
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, external_id)
);
CREATE INDEX person_order ON person (organization_id, created_at, id);

-- The one message that a password reset sends; its id is the action's.
CREATE TABLE reset_mail (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization (id),
  attempts integer NOT NULL,
  -- When it may be tried again: whoever tries it takes it first, until then.
  next_at timestamptz(3) NOT NULL,
  accepted_at timestamptz(3)
);

ALTER TABLE device ADD COLUMN person_id uuid;
ALTER TABLE device ADD FOREIGN KEY (organization_id, person_id) REFERENCES person (organization_id, id);
CREATE INDEX device_person ON device (organization_id, person_id) WHERE person_id IS NOT NULL;

ALTER TABLE response_action ADD FOREIGN KEY (organization_id, person_id) REFERENCES person (organization_id, id);
-- What the server executes itself is in no lane.
ALTER TABLE response_action ALTER COLUMN lane DROP NOT NULL;

DO $$
DECLARE role text := current_setting('defend.app_role', true);
BEGIN
  IF coalesce(role, '') = '' OR role = current_user THEN RETURN; END IF;
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON person, reset_mail TO %I', role);
END $$;
