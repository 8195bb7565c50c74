-- An action's row is written some five times in its life, and each time in every index whose condition it meets.
-- One index by device and lane instead of two; and two that no longer hold each action that only waits for its minute.
DROP INDEX response_action_open, response_action_lane, response_action_verifying, response_action_effect;
CREATE INDEX response_action_open ON response_action (device_id, lane, lane_place)
  WHERE status IN ('PENDING_APPROVAL', 'QUEUED', 'EXECUTING');
CREATE INDEX response_action_verifying ON response_action (device_id)
  WHERE verification = 'SCHEDULED' AND verification_attempts > 0;
CREATE INDEX response_action_effect ON response_action (device_id, effect_target)
  WHERE effect_target IS NOT NULL AND (effect IN ('IN_FORCE', 'OVER') OR verification = 'SCHEDULED');

-- The planner can't see into a function that concatenates, and calls it as a statement of its own for every row.
CREATE OR REPLACE FUNCTION add_action_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO action_text
  SELECT id, device_id, lower(concat_ws(' ', justification, CASE WHEN output IS NOT NULL THEN values_of(output) END, failure_message))
  FROM added;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION change_action_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE action_text SET text = lower(concat_ws(' ', NEW.justification, values_of(NEW.output), NEW.failure_message))
  WHERE action_id = NEW.id;
  RETURN NULL;
END $$;
DROP FUNCTION searched_text;
