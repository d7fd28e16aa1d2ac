import { account, LocalCloudError } from '../aws.ts';
import type { Template } from './assembly.ts';

/** What a resource answers to `Ref` and to `Fn::GetAtt`. */
export interface Created {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** What the intrinsics of one stack's template may look at. */
export interface Scope {
  readonly stackName: string;
  readonly region: string;
  readonly template: Template;
  readonly created: ReadonlyMap<string, Created>;
  /** Outputs of the stacks made before, by `stack/output`; exports by name. */
  readonly outputs: ReadonlyMap<string, unknown>;
  readonly exports: ReadonlyMap<string, unknown>;
}

type Json = unknown;
type Intrinsic = (argument: Json, resolve: (value: Json) => Json, scope: Scope) => Json;

/** `AWS::NoValue`: the property is left out. */
const noValue = Symbol('AWS::NoValue');

const fail = (scope: Scope, what: string): LocalCloudError =>
  new LocalCloudError(`Stack ${scope.stackName}: ${what}`);

const pseudo = (name: string, scope: Scope): Json => {
  switch (name) {
    case 'AWS::AccountId':
      return account;
    case 'AWS::Region':
      return scope.region;
    case 'AWS::Partition':
      return 'aws';
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    case 'AWS::StackName':
      return scope.stackName;
    case 'AWS::StackId':
      return `arn:aws:cloudformation:${scope.region}:${account}:stack/${scope.stackName}/local`;
    case 'AWS::NoValue':
      return noValue;
    default:
      return undefined;
  }
};

const parameter = (name: string, scope: Scope): Json => {
  const { Type, Default } = scope.template.Parameters?.[name] ?? {};
  if (Type?.startsWith('AWS::SSM::Parameter::Value')) {
    // The only one that CDK emits by itself: the bootstrap stack's version, which no local resource needs.
    if (String(Default).startsWith('/cdk-bootstrap/')) return '30';
    throw fail(scope, `the SSM parameter ${Default} has no value on this machine.`);
  }
  return Default;
};

const ref = (name: string, scope: Scope): Json => {
  const value = pseudo(name, scope) ?? scope.created.get(name)?.ref ?? parameter(name, scope);
  if (value === undefined) throw fail(scope, `Ref ${name} names nothing that exists.`);
  return value;
};

const getAtt = (argument: Json, scope: Scope): Json => {
  const [id = '', ...rest] = typeof argument === 'string' ? argument.split('.') : (argument as string[]);
  const name = rest.join('.');
  const value = scope.created.get(id)?.attributes?.[name];
  if (value === undefined) throw fail(scope, `the local cloud has no attribute ${name} of ${id}.`);
  return value;
};

const substitute = (argument: Json, resolve: (value: Json) => Json, scope: Scope): string => {
  const [text, variables = {}] = (Array.isArray(argument) ? argument : [argument]) as [
    string,
    Record<string, Json>?,
  ];
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in variables) return String(resolve(variables[name]));
    return String(name.includes('.') ? getAtt(name, scope) : ref(name, scope));
  });
};

const condition = (argument: Json, resolve: (value: Json) => Json, scope: Scope): boolean => {
  if (typeof argument !== 'string') return resolve(argument) === true;
  const definition = scope.template.Conditions?.[argument];
  if (definition === undefined) throw fail(scope, `the condition ${argument} is not defined.`);
  return resolve(definition) === true;
};

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, _resolve, scope) => ref(name as string, scope),
  'Fn::GetAtt': (argument, _resolve, scope) => getAtt(argument, scope),
  'Fn::Join': (argument, resolve) => {
    const [separator, parts] = argument as [string, Json];
    return (resolve(parts) as Json[]).map(String).join(separator);
  },
  'Fn::Sub': substitute,
  'Fn::Select': (argument, resolve) => {
    const [index, values] = resolve(argument) as [number | string, Json[]];
    return values[Number(index)];
  },
  'Fn::Split': (argument, resolve) => {
    const [separator, text] = resolve(argument) as [string, string];
    return text.split(separator);
  },
  'Fn::Base64': (argument, resolve) => Buffer.from(String(resolve(argument))).toString('base64'),
  'Fn::FindInMap': (argument, resolve, scope) => {
    const [map, top, second] = resolve(argument) as [string, string, string];
    const value = scope.template.Mappings?.[map]?.[top]?.[second];
    if (value === undefined) throw fail(scope, `the mapping ${map} has no ${top}.${second}.`);
    return value;
  },
  'Fn::ImportValue': (argument, resolve, scope) => {
    const name = String(resolve(argument));
    if (!scope.exports.has(name)) throw fail(scope, `no stack exports ${name}.`);
    return scope.exports.get(name);
  },
  'Fn::GetStackOutput': (argument, resolve, scope) => {
    const { StackName, OutputName } = resolve(argument) as { StackName: string; OutputName: string };
    const key = `${StackName}/${OutputName}`;
    if (!scope.outputs.has(key)) throw fail(scope, `stack ${StackName} has no output ${OutputName}.`);
    return scope.outputs.get(key);
  },
  'Fn::If': (argument, resolve, scope) => {
    const [name, yes, no] = argument as [Json, Json, Json];
    return resolve(condition(name, resolve, scope) ? yes : no);
  },
  'Fn::Equals': (argument, resolve) => {
    const [left, right] = resolve(argument) as [Json, Json];
    return String(left) === String(right);
  },
  'Fn::Not': (argument, resolve, scope) => !condition((argument as Json[])[0], resolve, scope),
  'Fn::And': (argument, resolve, scope) =>
    (argument as Json[]).every((one) => condition(one, resolve, scope)),
  'Fn::Or': (argument, resolve, scope) => (argument as Json[]).some((one) => condition(one, resolve, scope)),
  Condition: condition,
};

const intrinsicOf = (value: object): [string, Json] | undefined => {
  const [entry, ...others] = Object.entries(value);
  if (!entry || others.length > 0) return undefined;
  const [name] = entry;
  return name === 'Ref' || name.startsWith('Fn::') || name === 'Condition' ? entry : undefined;
};

/**
 * Replaces every intrinsic function in a value.
 *
 * @throws LocalCloudError for an intrinsic that is not known, or one that names nothing.
 */
export const resolveIn = (scope: Scope): ((value: Json) => Json) => {
  const resolve = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(resolve).filter((one) => one !== noValue);
    if (typeof value !== 'object' || value === null) return value;
    const call = intrinsicOf(value);
    // A policy statement's own `Condition` is an object of operators, a template's is a name.
    if (!call || (call[0] === 'Condition' && typeof call[1] !== 'string'))
      return Object.fromEntries(
        Object.entries(value)
          .map(([key, one]) => [key, resolve(one)] as const)
          .filter(([, one]) => one !== noValue),
      );
    const intrinsic = intrinsics[call[0]];
    if (!intrinsic) throw fail(scope, `the local cloud does not know ${call[0]}.`);
    return intrinsic(call[1], resolve, scope);
  };
  return resolve;
};

/** Whether a resource's condition lets it exist. */
export const conditionHolds = (name: string, scope: Scope): boolean =>
  condition(name, resolveIn(scope), scope);

/** Logical ids that a value refers to. */
export const referencesIn = (value: Json): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    if (key === 'Ref') return [String(one)];
    if (key === 'Fn::GetAtt')
      return [typeof one === 'string' ? (one.split('.')[0] ?? '') : String((one as Json[])[0])];
    if (key === 'Fn::Sub') {
      const [text, variables] = (Array.isArray(one) ? one : [one]) as [string, Json?];
      const named = [...text.matchAll(/\$\{([^!}.]+)[^}]*\}/g)].map(([, name = '']) => name);
      return [...named, ...referencesIn(variables)];
    }
    return referencesIn(one);
  });
};
