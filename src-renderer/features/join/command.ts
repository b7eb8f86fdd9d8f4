import { useDesktop } from "../../state/desktop.ts";

/** What is typed in a terminal of this computer to run the command line: a checkout has it by npm, an installed app by name. */
export const useCommand = (): string => {
  const commandLine = useDesktop()?.commandLine;
  return commandLine === undefined || commandLine.state === "unavailable" ? "npm run muster --" : "muster";
};
