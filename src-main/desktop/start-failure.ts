const codeOf = (error: Error): unknown => ("code" in error ? error.code : undefined);
const portOf = (error: Error): number | null => ("port" in error && typeof error.port === "number" ? error.port : null);

/** Why the hub could not start, in words for the person. `describe` says who holds a port. */
export const startFailure = async (error: unknown, describe: (port: number) => Promise<string>): Promise<string> => {
  if (!(error instanceof Error)) return String(error);
  const port = portOf(error);
  if (codeOf(error) !== "EADDRINUSE" || port === null) return error.message;
  const holder = await describe(port);
  return `Port ${port} is already used by ${holder}. End that program, or set MUSTER_PORT to another port and start Muster again.`;
};
