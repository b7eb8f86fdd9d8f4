import { useMemo, useState } from "react";
import type { Approval } from "#contract/approval.ts";
import { openParts, setOpen } from "../markdown/folds.ts";
import { isLong, viewOf } from "./call.ts";

/** How the call is shown, and whether all of it is. */
export const useView = ({ id, tool, input }: Pick<Approval, "id" | "tool" | "input">) => {
  const view = useMemo(() => viewOf(tool, input), [tool, input]);
  const [isOpen, setIsOpen] = useState(() => openParts(id).has("call"));
  const show = (open: boolean) => {
    setOpen(id, "call", open);
    setIsOpen(open);
  };
  return { view, isOpen, show, isWhole: isOpen || !isLong(view) };
};
