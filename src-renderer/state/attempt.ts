import { wordsFor } from "../text/errors.ts";
import { showToast } from "../ui/toast.ts";

/** Does something and says so when it fails: `could not` names it, e.g. "Could not close it". True when it was done. */
export const attempt = async (couldNot: string, run: () => Promise<unknown>): Promise<boolean> => {
  try {
    await run();
    return true;
  } catch (error) {
    showToast(`${couldNot}. ${wordsFor(error)}`, { tone: "failed" });
    return false;
  }
};
