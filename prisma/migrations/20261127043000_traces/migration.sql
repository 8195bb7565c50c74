-- The W3C trace context of an action's latest step, so that the next step continues its trace in any process. Null: not
-- traced.
ALTER TABLE response_action ADD COLUMN traceparent text;
