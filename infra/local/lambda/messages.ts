/** What a worker is started with. */
export interface WorkerSetup {
  /** The bundle's file. */
  readonly file: string;
  /** The exported handler's name. */
  readonly exported: string;
  /** `[speed, origin]` of the one clock. */
  readonly clock: Float64Array;
  /** 0 while the environment stands still, 1 while an invocation waits or runs. */
  readonly gate: Int32Array;
  /** Whether the thread gives way to those that somebody waits for. */
  readonly background: boolean;
  /** Where V8 keeps compiled code between starts. */
  readonly compileCache?: string;
}

export interface Invocation {
  readonly requestId: string;
  readonly functionArn: string;
  readonly payload: string;
  /** When Lambda ends it, in milliseconds of real time. */
  readonly deadline: number;
  readonly traceId?: string;
}

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'log'; readonly text: string }
  | { readonly kind: 'result'; readonly payload: string }
  | { readonly kind: 'error'; readonly payload: string }
  | { readonly kind: 'broken'; readonly payload: string };
