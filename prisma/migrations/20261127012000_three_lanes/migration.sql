-- A device's lanes, in the words of broker/protocol/action-type.ts. A quarantine may have to read a large file, so it
-- no longer stands in the lane of isolations, blocks and kills. Rewriting the column moves open and ended actions at once.
ALTER TABLE response_action DROP CONSTRAINT response_action_lane_check;
ALTER TABLE response_action ALTER COLUMN lane TYPE text USING CASE
  WHEN lane IS NULL THEN NULL
  WHEN type = 'QUARANTINE_FILE' THEN 'QUARANTINE'
  WHEN type IN ('COLLECT_FORENSICS', 'RUN_SCRIPT') THEN 'INVESTIGATION'
  ELSE 'CONTAINMENT'
END;
ALTER TABLE response_action
  ADD CONSTRAINT response_action_lane_check CHECK (lane IN ('CONTAINMENT', 'QUARANTINE', 'INVESTIGATION'));
