/** @typedef {import("./types.ts").Reply} Reply */

/** Who hears a reply: the question that is open, else nobody. */
export const createEars = () => {
  /** @type {((reply: Reply) => void) | undefined} */
  let open;
  return {
    /**
     * @param {Reply} reply
     * @returns {boolean} whether a question was open
     */
    hear(reply) {
      const answer = open;
      open = undefined;
      answer?.(reply);
      return answer !== undefined;
    },
    /** @returns {Promise<Reply>} */
    next: () =>
      new Promise((resolve) => {
        open = resolve;
      }),
    close() {
      open = undefined;
    },
  };
};
