-- When an action was completed by its device's own clock, and when the first report arrived that lacks its effect.
ALTER TABLE response_action ADD COLUMN applied_at timestamptz(3), ADD COLUMN drifted_at timestamptz(3);
CREATE INDEX response_action_drifted ON response_action (organization_id, device_id)
  WHERE drifted_at IS NOT NULL AND effect = 'IN_FORCE' AND status = 'COMPLETED';
