import { RemovalPolicy } from 'aws-cdk-lib';
import type { Settings } from './config.ts';

/** What every stack is built from. */
export interface Deployment {
  readonly settings: Settings;
  /** The folder that holds one folder of bundled code for each function. */
  readonly bundles: string;
}

/** What becomes of data when its stack is destroyed: kept, except in a test deployment. */
export function dataRemoval({ removeDataOnDestroy }: Settings): RemovalPolicy {
  return removeDataOnDestroy ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN;
}
