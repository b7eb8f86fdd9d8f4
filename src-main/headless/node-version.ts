const least = [22, 12] as const;

/** What is wrong with running the hub on this version of Node; null when nothing is. */
export const nodeProblem = (version: string): string | null => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isEnough = major > least[0] || (major === least[0] && minor >= least[1]);
  if (isEnough) return null;
  return (
    `The hub needs Node ${least.join(".")} or newer; this is Node ${version}. ` +
    "Start it with: npm start (it uses the Node that npm ci brought, where there is one), or install a newer Node."
  );
};
