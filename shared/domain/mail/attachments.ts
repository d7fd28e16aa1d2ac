/** Larger files go by other ways; SES itself takes at most 40 MB a mail. */
export const attachmentBytes = 25 * 1024 * 1024;

/** Programs and scripts that a click would run: no case needs them unpacked. */
const refusedExtensions = new Set(
  'ade adp apk app appx bat chm cmd com cpl dll dmg exe hta ins iso isp jar js jse lib lnk mde msc msi msix msp mst nsh pif ps1 scr sct shb sys vb vbe vbs vhd vxd wsc wsf wsh'.split(
    ' ',
  ),
);

/** Why a file is not kept, as an answer that its sender can act on; null if it is. */
export function judgeAttachment({
  name,
  size,
}: {
  readonly name: string;
  readonly size: number;
}): 'too-large' | 'refused-type' | null {
  if (size > attachmentBytes) return 'too-large';
  const extension = /\.([a-z0-9]{1,8})[\s.]*$/i.exec(name)?.[1]?.toLowerCase();
  return extension !== undefined && refusedExtensions.has(extension) ? 'refused-type' : null;
}
