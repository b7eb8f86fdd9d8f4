import { Download } from "lucide-react";
import { useState } from "react";
import type { AttachmentRef } from "#contract/message.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { PlainText } from "../markdown/PlainText.tsx";
import styles from "./Attachments.module.css";
import { addressOf, isImage } from "./address.ts";
import { extensionOf, sizeWords } from "./words.ts";

const FileRow = ({ file }: { file: AttachmentRef }) => (
  <a className={styles.file} href={addressOf(file)} download={file.name}>
    <span className={styles.mark} aria-hidden>
      {extensionOf(file.name)}
    </span>
    <span className={styles.words}>
      <PlainText className={styles.name}>{file.name}</PlainText>
      <span className={styles.size}>{sizeWords(file.size)}</span>
    </span>
    <Download strokeWidth={1.7} className={styles.icon} aria-hidden />
  </a>
);

interface PictureProps {
  file: AttachmentRef;
  onOpen: () => void;
  onBroken: () => void;
}

/** In a place of a fixed size, so that nothing moves when it comes. */
const Picture = ({ file, onOpen, onBroken }: PictureProps) => (
  <button type="button" className={styles.picture} title={file.name} onClick={onOpen}>
    <img src={addressOf(file)} alt={file.name} loading="lazy" decoding="async" draggable={false} onError={onBroken} />
  </button>
);

const Large = ({ file, onClose }: { file: AttachmentRef | null; onClose: () => void }) => (
  <Dialog isOpen={file !== null} onClose={onClose} title={file?.name ?? ""} size="full">
    {file && (
      <>
        <div className={styles.stage}>
          <img src={addressOf(file)} alt={file.name} />
        </div>
        <a className={styles.save} href={addressOf(file)} download={file.name}>
          <Download strokeWidth={1.7} aria-hidden />
          Save ({sizeWords(file.size)})
        </a>
      </>
    )}
  </Dialog>
);

/** The files of a message: pictures to look at, others to save. */
export const Attachments = ({ files }: { files: readonly AttachmentRef[] }) => {
  const [open, setOpen] = useState<AttachmentRef | null>(null);
  const [broken, setBroken] = useState<readonly string[]>([]);
  if (files.length === 0) return null;
  const pictures = files.filter((file) => isImage(file) && !broken.includes(file.id));
  const others = files.filter((file) => !pictures.includes(file));
  return (
    <div className={styles.attachments}>
      {pictures.length > 0 && (
        <div className={pictures.length === 1 ? styles.alone : styles.pictures}>
          {pictures.map((file) => (
            <Picture
              key={file.id}
              file={file}
              onOpen={() => setOpen(file)}
              onBroken={() => setBroken((known) => [...known, file.id])}
            />
          ))}
        </div>
      )}
      {others.map((file) => (
        <FileRow key={file.id} file={file} />
      ))}
      <Large file={open} onClose={() => setOpen(null)} />
    </div>
  );
};
