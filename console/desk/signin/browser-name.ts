/** What people call the browser they sit at; the newer names hold the older ones. */
export const browserOf = (agent: string): string =>
  (['Edg', 'Firefox', 'Chrome', 'Safari'].find((name) => agent.includes(name)) ?? '?').replace('Edg', 'Edge');
