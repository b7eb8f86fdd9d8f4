// The parser of shell lines for tests of core, which knows only its port.
export { createMissingShellParser, loadShellParser } from "../platform/shell-parser.ts";
