-- A rule that was deleted is kept for the actions that it submitted.
CREATE TABLE response_rule (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization (id),
  name text NOT NULL,
  enabled boolean NOT NULL,
  severities text[] NOT NULL,
  techniques text[] NOT NULL,
  title_contains text,
  action text NOT NULL,
  responsible_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  deleted_at timestamptz(3),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, responsible_id) REFERENCES analyst (organization_id, id)
);
CREATE INDEX response_rule_order ON response_rule (organization_id, created_at, id) WHERE deleted_at IS NULL;

-- How many automatic actions an hour has seen.
CREATE INDEX response_action_automatic ON response_action (organization_id, submitted_at)
  WHERE origin = 'AUTO_RESPONSE' AND undoes_id IS NULL;

DO $$
DECLARE role text := current_setting('defend.app_role', true);
BEGIN
  IF coalesce(role, '') = '' OR role = current_user THEN RETURN; END IF;
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON response_rule TO %I', role);
END $$;
