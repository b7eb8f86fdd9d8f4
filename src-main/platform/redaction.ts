const hidden = "[redacted]";

// `code` is a join code at the top or in a body; `err.code` is the name of an error and stays.
const names = ["authorization", "cookie", '["set-cookie"]', "key", "ticket", "text", "token", "signIn"];
const nested = ["headers", "req.headers", "request.headers", "body", "req.body", "message", "join", "*"];
const path = (parent: string, name: string): string => (name.startsWith("[") ? parent + name : `${parent}.${name}`);

/** What pino takes out of a line by its name: whoever logs should never have put it there. */
export const redact = {
  paths: [
    ...names,
    ...nested.flatMap((parent) => names.map((name) => path(parent, name))),
    "code",
    "body.code",
    "req.body.code",
    "join.code",
  ],
  censor: hidden,
};

const secrets: [RegExp, string][] = [
  [/\b([a-z]{2,4})_[\w-]{24,}/g, `$1_${hidden}`],
  [/\b(bearer\s+)[\w.~+/=-]{8,}/gi, `$1${hidden}`],
  [/\b((?:ticket|code|key|token)=)[^&\s"\\]+/gi, `$1${hidden}`],
  [/(\/sign-in\/)[\w-]{8,}/g, `$1${hidden}`],
];

/** Takes keys, tickets and codes out of a finished line by their looks, wherever they stand in it. */
export const redactLine = (line: string): string =>
  secrets.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), line);
