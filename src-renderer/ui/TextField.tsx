import { type ComponentProps, type ReactNode, useEffect, useRef } from "react";
import { Field } from "./Field.tsx";
import styles from "./TextField.module.css";

export interface TextFieldProps extends Omit<ComponentProps<"input">, "onChange" | "value"> {
  label: string;
  value: string;
  onChange: (value: string) => void;
  help?: ReactNode;
  /** What is wrong with it, said under it. */
  problem?: string | null;
  /** Selects what is there when it appears, to be typed over. */
  selectAll?: boolean;
}

export const TextField = ({
  label,
  value,
  onChange,
  help,
  problem = null,
  selectAll,
  className,
  ...rest
}: TextFieldProps) => {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (selectAll) field.current?.select();
  }, [selectAll]);
  return (
    <Field label={label} help={help} problem={problem} className={className}>
      {(control) => (
        <input
          dir="auto"
          autoComplete="off"
          {...rest}
          {...control}
          ref={field}
          className={styles.input}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
};
