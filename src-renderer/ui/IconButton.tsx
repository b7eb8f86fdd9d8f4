import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes.ts";
import { type Combo, comboAria } from "./combo.ts";
import styles from "./IconButton.module.css";
import { Tooltip } from "./Tooltip.tsx";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  /** Its name, for the tooltip and for a screen reader. */
  label: string;
  icon: ReactNode;
  keys?: Combo;
  isPressed?: boolean;
  side?: "top" | "bottom" | "left" | "right";
}

export const IconButton = ({ label, icon, keys, isPressed, side, className, ...rest }: IconButtonProps) => (
  <Tooltip text={label} keys={keys} {...(side ? { side } : {})}>
    <button
      type="button"
      aria-label={label}
      // The tooltip says the same as the name: as a description it would be read twice.
      aria-describedby={undefined}
      aria-keyshortcuts={keys && comboAria(keys)}
      aria-pressed={isPressed}
      {...rest}
      className={classes(styles.button, isPressed && styles.pressed, className)}
    >
      {icon}
    </button>
  </Tooltip>
);
