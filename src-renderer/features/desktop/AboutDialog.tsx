import { useEffect, useState } from "react";
import { readLicences, useDesktop } from "../../state/desktop.ts";
import { useHub } from "../../state/hub.ts";
import { layoutStore, useLayout } from "../../state/layout.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import styles from "./Desktop.module.css";

const close = () => layoutStore.setState({ isAboutOpen: false });

type Read = { text: string } | "reading" | "failed";

const Licences = () => {
  const [read, setRead] = useState<Read>("reading");
  useEffect(() => {
    let isOpen = true;
    const tell = (next: Read) => isOpen && setRead(next);
    readLicences().then(
      (text) => tell({ text }),
      () => tell("failed"),
    );
    return () => {
      isOpen = false;
    };
  }, []);
  if (read === "reading") return <Skeleton lines={4} />;
  if (read === "failed") return <p role="alert">The licences can’t be read right now.</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, so the keyboard must get there.
    <pre className={`${styles.text} ${styles.licences}`} tabIndex={0} aria-label="Licences" dir="ltr">
      {read.text}
    </pre>
  );
};

/** The desktop app's about box: versions, and the licences of what is in it. */
export const AboutDialog = () => {
  const isOpen = useLayout((layout) => layout.isAboutOpen);
  const desktop = useDesktop();
  const hub = useHub((state) => state.hub);
  if (!desktop || !isOpen) return null;
  return (
    <Dialog isOpen onClose={close} title="About Muster" size="m">
      <div className={styles.about}>
        <span className={styles.mark} aria-hidden />
        <ul className={styles.facts}>
          <li>Muster {desktop.version}</li>
          <li>Electron {desktop.electron}</li>
          {hub && (
            <li>
              Hub <bdi>{hub.name}</bdi>, {hub.address}
            </li>
          )}
        </ul>
      </div>
      <h3 className={styles.part}>Licences</h3>
      <Licences />
    </Dialog>
  );
};
