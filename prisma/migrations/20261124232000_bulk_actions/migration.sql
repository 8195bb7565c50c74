CREATE TABLE bulk_action (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization (id),
  type text NOT NULL,
  justification text NOT NULL,
  submitted_by jsonb NOT NULL,
  responsible_id uuid NOT NULL,
  submitted_at timestamptz(3) NOT NULL,
  total integer NOT NULL,
  digest text NOT NULL,
  approvals_required integer NOT NULL,
  rollout jsonb,
  state text NOT NULL CHECK (state IN ('RUNNING', 'PAUSED', 'ABORTED', 'FINISHED')),
  canary_through bigint NOT NULL,
  canary_waived boolean NOT NULL,
  next_release_at timestamptz(3),
  due_at timestamptz(3),
  UNIQUE (organization_id, id)
);
CREATE INDEX bulk_action_order ON bulk_action (organization_id, submitted_at, id);
CREATE INDEX bulk_action_due ON bulk_action (due_at) WHERE due_at IS NOT NULL;

-- What a bulk holds back is in no lane; what it lets go stands behind what was queued until then.
ALTER TABLE response_action
  ADD COLUMN submitted_sequence bigint NOT NULL DEFAULT 0,
  ADD COLUMN hold text CHECK (hold IN ('ROLLOUT', 'PAUSE')),
  ADD COLUMN released_at timestamptz(3),
  ADD COLUMN lane_place bigint,
  ADD COLUMN queue_ends_at timestamptz(3),
  ADD FOREIGN KEY (organization_id, bulk_action_id) REFERENCES bulk_action (organization_id, id);
UPDATE response_action SET lane_place = queued_sequence;

CREATE INDEX response_action_lane ON response_action (device_id, lane, lane_place)
  WHERE status IN ('QUEUED', 'EXECUTING') AND hold IS NULL;
CREATE INDEX response_action_bulk ON response_action (bulk_action_id, status, verification, hold, submitted_sequence)
  WHERE bulk_action_id IS NOT NULL;
CREATE INDEX response_action_bulk_list ON response_action (organization_id, bulk_action_id, submitted_at, id)
  WHERE bulk_action_id IS NOT NULL;

DO $$
DECLARE role text := current_setting('defend.app_role', true);
BEGIN
  IF coalesce(role, '') = '' OR role = current_user THEN RETURN; END IF;
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON bulk_action TO %I', role);
END $$;
