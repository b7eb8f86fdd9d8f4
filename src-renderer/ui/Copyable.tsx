import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { announce } from "./announce.ts";
import styles from "./Copyable.module.css";
import { copyText } from "./clipboard.ts";
import { IconButton } from "./IconButton.tsx";

/** Text to be copied as it is, such as a command. `label` says what it is: "join command". */
export const Copyable = ({ text, label }: { text: string; label: string }) => {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    const done = await copyText(text);
    setCopied(done);
    announce(done ? `Copied the ${label}.` : "Copying was refused: select the text and copy it.");
  };
  return (
    <div className={styles.copyable}>
      <code className={styles.text} dir="ltr">
        {text}
      </code>
      <IconButton
        label={isCopied ? "Copied" : `Copy the ${label}`}
        icon={isCopied ? <Check strokeWidth={1.7} /> : <Copy strokeWidth={1.7} />}
        onClick={() => void copy()}
      />
    </div>
  );
};
