import { type Change, changeToAdd, changeToRemove, type Problem } from "./change.ts";
import { type FilePlan, Unreadable } from "./plan.ts";
import type { FileRecord } from "./record.ts";

/** What can be done, and what can't. */
export interface Prepared {
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
}

const prepare = (plans: readonly FilePlan[], toChange: (plan: FilePlan) => Change | undefined): Prepared => {
  const changes: Change[] = [];
  const problems: Problem[] = [];
  for (const plan of plans) {
    try {
      const change = toChange(plan);
      if (change) changes.push(change);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      problems.push({ path: plan.path, holds: plan.holds, why: error.message, byHand: plan.form.byHand });
    }
  }
  return { changes, problems };
};

const recordOf = (records: readonly FileRecord[], { path }: FilePlan) => records.find((record) => record.path === path);

/** What puts Muster into these files. Nothing is written yet. */
export const prepareInstall = (plans: readonly FilePlan[], records: readonly FileRecord[]): Prepared =>
  prepare(plans, (plan) => changeToAdd(plan, recordOf(records, plan)));

/** What takes an owner's part out of these files; those that another owner needs stay. Nothing is written yet. */
export const prepareUninstall = (
  plans: readonly FilePlan[],
  records: readonly FileRecord[],
  owners: readonly string[],
): Prepared =>
  prepare(plans, (plan) => {
    const record = recordOf(records, plan);
    const isShared = record?.owners.some((owner) => !owners.includes(owner)) ?? false;
    return isShared ? undefined : changeToRemove(plan, record);
  });

/** Whether it changes the file at all. */
export const changes = ({ from, to }: Change): boolean => (from && to ? !from.equals(to) : from !== to);
