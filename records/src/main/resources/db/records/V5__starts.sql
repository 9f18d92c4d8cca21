-- When the server was started is asked for by time.
CREATE INDEX audit_start ON audit (at) WHERE action = 'server.start';
