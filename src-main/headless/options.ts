import { parseArgs } from "node:util";

export interface HeadlessOptions {
  /** Undefined leaves it to `MUSTER_PORT` and the setting. */
  port: number | undefined;
  home: string | undefined;
  host: string | undefined;
  json: boolean;
  /** Prints a fresh sign-in link of the hub that runs already, instead of starting one. */
  signIn: boolean;
  help: boolean;
}

export const usage = `npm start -- --headless [options]

  --port N         port to listen on; 0 takes a free one (4680, or MUSTER_PORT)
  --host ADDRESS   address to listen on (all addresses of this computer)
  --home DIR       data folder (the platform's, or MUSTER_HOME)
  --json           one JSON object on standard output once it runs, nothing after it
  --sign-in        print a fresh sign-in link of the hub that runs on the data folder
  --help           this text
`;

const portOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new Error(`--port ${text} is not a port: it must be a number from 0 to 65535.`);
  }
  return Number(text);
};

const textOf = (name: string, text: string | undefined): string | undefined => {
  if (text === "") throw new Error(`--${name} needs a value.`);
  return text;
};

const parse = (args: string[]) => {
  try {
    return parseArgs({
      args,
      strict: true,
      options: {
        headless: { type: "boolean" },
        port: { type: "string" },
        home: { type: "string" },
        host: { type: "string" },
        json: { type: "boolean", default: false },
        "sign-in": { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (cause) {
    throw new Error(`${(cause as Error).message}\n\n${usage}`, { cause });
  }
};

/** Reads the command line of the headless hub; throws with words for the person who typed it. */
export const parseOptions = (args: string[]): HeadlessOptions => {
  const { values } = parse(args);
  return {
    port: portOf(values.port),
    home: textOf("home", values.home),
    host: textOf("host", values.host),
    json: values.json,
    signIn: values["sign-in"],
    help: values.help,
  };
};
