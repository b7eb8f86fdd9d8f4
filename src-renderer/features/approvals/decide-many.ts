import { decideMany } from "../../state/approvals.ts";
import { resultWords } from "../../text/approvals.ts";
import { wordsFor } from "../../text/errors.ts";
import { showToast } from "../../ui/toast.ts";

/** The hub takes so many at once. */
const most = 500;

/** The same decision on several, said at the screen's edge. True when the hub took it. */
export const decideAll = async (ids: readonly string[], decision: "allow" | "deny"): Promise<boolean> => {
  let done = 0;
  try {
    for (let from = 0; from < ids.length; from += most) {
      const results = await decideMany(ids.slice(from, from + most), { decision });
      done += results.filter(({ isDone }) => isDone).length;
    }
  } catch (error) {
    showToast(`Not decided. ${wordsFor(error)}`, { tone: "failed" });
    return false;
  }
  showToast(resultWords(decision, ids.length, done));
  return true;
};
