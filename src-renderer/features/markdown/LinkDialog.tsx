import { TriangleAlert } from "lucide-react";
import { useStore } from "zustand";
import { attempt } from "../../state/attempt.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { copyText } from "../../ui/clipboard.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import styles from "./LinkDialog.module.css";
import { partsOf, targetOf, warningsOf } from "./links.ts";
import { endLook, type LookedAt, lookStore } from "./look-first.ts";
import { openLink } from "./open-link.ts";

const Address = ({ href }: { href: string }) => {
  const target = targetOf(href);
  if (target.type !== "web") return <p className={styles.address}>{href}</p>;
  const { before, host, after } = partsOf(target.url);
  return (
    <p className={styles.address} dir="ltr">
      {before}
      <strong className={styles.host}>{host}</strong>
      {after}
    </p>
  );
};

const Warnings = ({ link }: { link: LookedAt }) => {
  const target = targetOf(link.href);
  const warnings = target.type === "web" ? warningsOf(target.url, link.text) : [];
  return warnings.map(({ kind, words }) => (
    <p key={kind} className={styles.warning}>
      <TriangleAlert strokeWidth={1.7} aria-hidden />
      <span>{words}</span>
    </p>
  ));
};

const LookAt = ({ link }: { link: LookedAt }) => {
  const isMail = targetOf(link.href).type === "mail";
  const open = () => {
    endLook();
    void attempt("Could not open it", () => openLink(link.href));
  };
  const copy = async () => {
    announce((await copyText(link.href)) ? "Copied the address." : "Copying was refused.");
    endLook();
  };
  return (
    <Dialog
      isOpen
      onClose={endLook}
      size="m"
      title={isMail ? "Write to this address?" : "Open this address?"}
      description="An agent wrote this link. Look at where it leads before you open it."
    >
      <Address href={link.href} />
      <Warnings link={link} />
      <Dialog.Actions>
        <Button onClick={endLook}>Cancel</Button>
        <Button onClick={() => void copy()}>Copy</Button>
        <Button tone="primary" onClick={open} autoFocus>
          {isMail ? "Write" : "Open"}
        </Button>
      </Dialog.Actions>
    </Dialog>
  );
};

/** Shows the address of the link that was clicked, drawn once beside what has links in it. */
export const LinkDialog = () => {
  const link = useStore(lookStore, (state) => state.link);
  return link && <LookAt link={link} />;
};
