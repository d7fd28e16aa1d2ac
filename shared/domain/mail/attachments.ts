/** Larger files go by other ways; SES itself takes at most 40 MB a mail. */
export const attachmentBytes = 25 * 1024 * 1024;

/** Programs and scripts that a click would run: no case needs them unpacked. */
const refusedExtensions = new Set(
  'ade adp apk app appx bat chm cmd com cpl dll dmg exe hta ins iso isp jar js jse lib lnk mde msc msi msix msp mst nsh pif ps1 scr sct shb sys vb vbe vbs vhd vxd wsc wsf wsh'.split(
    ' ',
  ),
);

/** What such a file is called by its type, where its name does not say what it is. */
const refusedTypes = new Set(
  'hta java-archive vnd.android.package-archive vnd.microsoft.portable-executable x-apple-diskimage x-bat x-dosexec x-exe x-executable x-iso9660-image x-java-archive x-mach-binary x-ms-application x-ms-dos-executable x-ms-installer x-ms-shortcut x-msdos-program x-msdownload x-msi x-sharedlib x-winexe'
    .split(' ')
    .map((type) => `application/${type}`),
);

/** So many files of one mail fit into what a timeline entry holds. */
export const attachmentsKept = 100;

export type Refusal = 'too-large' | 'refused-type' | 'too-many';

interface Judged {
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
}

/** Why each file of a mail is not kept, as an answer that its sender can act on; null for those that are. */
export function judgeAttachments(files: readonly Judged[]): (Refusal | null)[] {
  return files.map((file, index) => (index < attachmentsKept ? judgeAttachment(file) : 'too-many'));
}

/** The same of one file. */
export function judgeAttachment({ name, contentType, size }: Judged): Exclude<Refusal, 'too-many'> | null {
  if (size > attachmentBytes) return 'too-large';
  const extensions = extensionsOf(name).filter((extension) => extension !== 'bin');
  const runs =
    extensions.length === 0
      ? refusedTypes.has(contentType.toLowerCase())
      : extensions.some((extension) => refusedExtensions.has(extension));
  return runs ? 'refused-type' : null;
}

/**
 * What the system goes by when somebody opens the file: characters that nobody sees are no part of it, nor are
 * dots and blanks at its end, and a colon begins another stream of the same file.
 */
function extensionsOf(name: string): string[] {
  const visible = name.replace(/[\p{Cc}\p{Cf}]/gu, '');
  return visible
    .split(':')
    .flatMap((part) => /\.([a-z0-9]{1,8})[\s.]*$/i.exec(part)?.[1]?.toLowerCase() ?? []);
}
