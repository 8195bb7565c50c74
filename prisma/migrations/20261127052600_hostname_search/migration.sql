-- Searches for a word in hostnames, for the device list and the searches of actions and detections.
CREATE INDEX device_hostname_search ON device USING gin (lower(hostname) gin_trgm_ops);
