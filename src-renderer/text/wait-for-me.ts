/** Words of the switch that lets an agent wait for its person at the end of a turn. */
export const waitLabel = "Wait for me";

export const waitHelp =
  "At the end of its turn the agent’s hook goes on waiting, so that your reply reaches it at once. Waiting costs no tokens.";
