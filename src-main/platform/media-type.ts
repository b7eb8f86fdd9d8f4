import { fileTypeFromFile } from "file-type";

const UNKNOWN = "application/octet-stream";
const TEXT = "text/plain";

// What a browser may run, or may be led by. Such files are text to us, or bytes.
const activeTypes = /html|xml|svg|script|flash|wasm|java|applescript|x-msdownload|mhtml|rfc822/;

/** Tells whether bytes that come in pieces are UTF-8 text: no NUL, no controls but those of plain text. */
export const createTextCheck = (): { push(piece: Uint8Array): void; end(): boolean } => {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let isText = true;
  const take = (piece?: Uint8Array) => {
    if (!isText) return;
    try {
      const text = piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
      // Tab to carriage return, and the escape of colours in a terminal's output, are in texts.
      // oxlint-disable-next-line no-control-regex
      isText = !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text);
    } catch {
      isText = false;
    }
  };
  return {
    push: take,
    end() {
      take();
      return isText;
    },
  };
};

/**
 * The media type of a file by what is in it, whatever its name says. Never one that a browser would run: those are
 * `text/plain` or `application/octet-stream`, which is also what nobody knows.
 */
export const mediaTypeOf = async (path: string, isText: boolean): Promise<string> => {
  const found = await fileTypeFromFile(path);
  const type = found?.mime;
  if (type !== undefined && !activeTypes.test(type) && !type.startsWith("text/")) return type;
  return isText ? TEXT : UNKNOWN;
};
