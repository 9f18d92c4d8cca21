/** What a person types about a connection. */
export interface Typed {
  endpoint: string;
  name: string;
  security: string;
  user: string;
  password: string;
  /** The edge box that holds it; empty for the server itself. */
  edge: string;
}

/** The address that is meant: a bare `host` or `host:port` is one of OPC UA. Empty where nothing is typed. */
export function addressOf(endpoint: string): string {
  const bare = endpoint.trim().replace(/^opc\.tcp:\/\//i, '');
  return bare ? `opc.tcp://${/:\d+/.test(bare) ? bare : bare.replace(/^([^/]+)/, '$1:4840')}` : '';
}
