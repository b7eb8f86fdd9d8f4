import * as Radix from "@radix-ui/react-tooltip";
import type { ReactElement, ReactNode } from "react";
import type { Combo } from "./combo.ts";
import { Kbd } from "./Kbd.tsx";
import styles from "./Tooltip.module.css";

export interface TooltipProps {
  text: ReactNode;
  keys?: Combo | undefined;
  side?: "top" | "bottom" | "left" | "right";
  /** One element that takes a ref and handlers, e.g. a button. */
  children: ReactElement;
}

/** Words on what is under the pointer or in focus, with its key. Never the only place of a control's name. */
export const Tooltip = ({ text, keys, side = "bottom", children }: TooltipProps) => (
  <Radix.Root>
    <Radix.Trigger asChild>{children}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content side={side} sideOffset={6} collisionPadding={8} className={styles.tip}>
        {text}
        {keys && <Kbd combo={keys} />}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);

/** Wraps the screen once, so that tooltips follow each other without a new delay. */
export const TooltipScope = ({ children }: { children: ReactNode }) => (
  <Radix.Provider delayDuration={450} skipDelayDuration={200} disableHoverableContent={false}>
    {children}
  </Radix.Provider>
);
