const ownNames = ["MUSTER_HOME", "MUSTER_URL", "MUSTER_KEY", "MUSTER_SESSION", "MUSTER_PORT"];

/**
 * This process's environment without what points at the person's own hub, and with what is given.
 * @param {Record<string, string>} given
 */
export const environment = (given) => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ownNames.includes(name))),
  ...given,
});
