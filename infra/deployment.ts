import { RemovalPolicy } from 'aws-cdk-lib';
import type { Settings } from './config.ts';

/** What every stack is built from. */
export interface Deployment {
  readonly settings: Settings;
  /** The folder that holds one folder of bundled code for each function. */
  readonly bundles: string;
}

/** What functions are told of the paging service: its host, or that there is none. */
export function pagingHost({ pagingService }: Settings): string {
  return pagingService === undefined ? 'none' : new URL(pagingService.url).host;
}

/** What becomes of data when its stack is destroyed: kept, except in a test deployment. */
export function dataRemoval({ removeDataOnDestroy }: Settings): RemovalPolicy {
  return removeDataOnDestroy ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN;
}
