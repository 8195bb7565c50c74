-- An inverse names what it undoes only when it completes, so automatic actions are told from inverses by their type.
DROP INDEX response_action_automatic;
CREATE INDEX response_action_automatic ON response_action (organization_id, submitted_at)
  WHERE origin = 'AUTO_RESPONSE' AND type NOT IN ('UNISOLATE_DEVICE', 'UNBLOCK_IP');
