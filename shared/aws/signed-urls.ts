import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

/** For how long an address works: long enough for one click or one upload. */
export const signedSeconds = 300;

export interface SignedUrls {
  /** Always a download under its own name, never shown by the browser in the bucket's origin. */
  readonly download: (
    key: string,
    file: { name: string; contentType: string; inline: boolean },
  ) => Promise<string>;
  /** Takes exactly the bytes with this SHA-256, once. */
  readonly upload: (
    key: string,
    file: { size: number; sha256: string },
  ) => Promise<{ url: string; headers: Record<string, string> }>;
}

/** Images that a browser may show without running anything in them. */
const shownInline = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp']);

export function signedUrls(bucket: string, client = new S3Client({})): SignedUrls {
  return {
    download: async (key, { name, contentType, inline }) => {
      const shown = inline && shownInline.has(contentType);
      const plain = name.replace(/[^\w.-]+/g, '_').slice(-100) || 'attachment';
      const disposition = `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentDisposition: shown ? 'inline' : disposition,
        ResponseContentType: shown ? contentType : 'application/octet-stream',
        ResponseCacheControl: 'private, no-store',
      });
      return await getSignedUrl(client, command, { expiresIn: signedSeconds });
    },
    upload: async (key, { size, sha256 }) => {
      const checksum = Buffer.from(sha256, 'hex').toString('base64');
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        ContentLength: size,
        ContentType: 'application/octet-stream',
        ChecksumSHA256: checksum,
      });
      const url = await getSignedUrl(client, command, {
        expiresIn: signedSeconds,
        unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
        signableHeaders: new Set(['host', 'content-type', 'content-length', 'x-amz-checksum-sha256']),
      });
      return {
        url,
        headers: { 'content-type': 'application/octet-stream', 'x-amz-checksum-sha256': checksum },
      };
    },
  };
}
