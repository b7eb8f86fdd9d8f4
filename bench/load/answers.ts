const headEnd = Buffer.from("\r\n\r\n");
const lengthName = Buffer.from("ontent-length: ");
const LINE_END = 13;

const lengthIn = (head: Buffer): number => {
  const at = head.indexOf(lengthName);
  if (at < 0) return 0;
  const from = at + lengthName.length;
  return Number(head.toString("latin1", from, head.indexOf(LINE_END, from)));
};

/**
 * Cuts a connection's bytes into HTTP/1.1 answers with a Content-Length, as all that are measured have one. It calls
 * back with the status and the body's bytes, which are only good during the call.
 */
export const answerReader = (onAnswer: (status: number, body: Buffer) => void): ((chunk: Buffer) => void) => {
  let kept: Buffer | undefined;
  return (chunk) => {
    let bytes = kept === undefined ? chunk : Buffer.concat([kept, chunk]);
    kept = undefined;
    while (bytes.length > 0) {
      const head = bytes.indexOf(headEnd);
      const bodyAt = head + headEnd.length;
      const end = head < 0 ? Number.POSITIVE_INFINITY : bodyAt + lengthIn(bytes.subarray(0, bodyAt));
      if (end > bytes.length) {
        // A copy: the socket's buffer is used again.
        kept = Buffer.from(bytes);
        return;
      }
      // "HTTP/1.1 201": the three digits.
      onAnswer(Number(bytes.toString("latin1", 9, 12)), bytes.subarray(bodyAt, end));
      bytes = bytes.subarray(end);
    }
  };
};
