-- The isolations and blocks in force, newest first, for the containment board.
CREATE INDEX response_action_in_force ON response_action (organization_id, submitted_at, id)
  WHERE effect = 'IN_FORCE' AND status = 'COMPLETED';
