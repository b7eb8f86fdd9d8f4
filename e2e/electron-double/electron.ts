import { answerControl } from "./control.ts";
import { acts } from "./control-acts.ts";
import { pretendProcess } from "./process.ts";
import * as names from "./names.ts";

export * from "./names.ts";
// Libraries take Electron as a whole.
// oxlint-disable-next-line import/no-default-export
export default names;

pretendProcess();
answerControl(acts);
