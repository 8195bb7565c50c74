-- A change of settings that lowers protection and waits, or waited, for a second administrator.
-- Only what would change stands in before and after.
CREATE TABLE settings_change (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization (id),
  what text NOT NULL CHECK (what IN ('approvalRequirements', 'autoResponse')),
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  proposed_by jsonb NOT NULL,
  responsible_id uuid NOT NULL,
  proposed_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  state text NOT NULL CHECK (state IN ('PENDING', 'APPROVED', 'REJECTED', 'EXPIRED', 'OUTDATED')),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, responsible_id) REFERENCES analyst (organization_id, id)
);
CREATE INDEX settings_change_pending ON settings_change (organization_id, proposed_at, id) WHERE state = 'PENDING';
CREATE INDEX settings_change_due ON settings_change (expires_at) WHERE state = 'PENDING';

DO $$
DECLARE role text := current_setting('defend.app_role', true);
BEGIN
  IF coalesce(role, '') = '' OR role = current_user THEN RETURN; END IF;
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON settings_change TO %I', role);
END $$;
