import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosOutputFieldConfig,
  PothosSchemaError,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core'
import type { GraphQLFieldResolver } from 'graphql'
import { hasRight, type Right } from '#domain/people/actor.ts'
import type { Context } from './context.ts'
import { forbidden } from './errors.ts'
import { refuseUnsafeText } from './safe-text.ts'

declare global {
  export namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      rights: RightsPlugin<Types>
    }
    interface EntryPoint {
      /** The right that a caller needs, as listed in the contract's table "Who may what". */
      right: Right
    }
    interface QueryFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > extends EntryPoint {}
    interface MutationFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > extends EntryPoint {}
    interface SubscriptionFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveShape,
      ResolveReturnShape,
    > extends EntryPoint {}
  }
}

type Resolver<Types extends SchemaTypes> = GraphQLFieldResolver<unknown, Types['Context'], object>

/**
 * Requires every entry point to declare a right; otherwise the schema does not build. The plugin itself checks the
 * rights of queries and subscriptions. Mutations check theirs in the use case, which returns a ForbiddenError.
 */
export class RightsPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>) {
    const isEntry = field.kind === 'Query' || field.kind === 'Mutation' || field.kind === 'Subscription'
    if (isEntry && !rightOf(field))
      throw new PothosSchemaError(`${field.parentType}.${field.name} must declare a right`)
    return isEntry ? { ...field, extensions: { ...field.extensions, right: rightOf(field) } } : field
  }

  override wrapResolve(resolve: Resolver<Types>, field: PothosOutputFieldConfig<Types>): Resolver<Types> {
    return field.kind === 'Query' ? guarded(resolve, field) : resolve
  }

  override wrapSubscribe(subscribe: Resolver<Types> | undefined, field: PothosOutputFieldConfig<Types>) {
    return subscribe && guarded(subscribe, field)
  }
}

const rightOf = (field: { readonly pothosOptions: object }): Right | undefined =>
  (field.pothosOptions as { readonly right?: Right }).right

function guarded<Types extends SchemaTypes>(
  resolve: Resolver<Types>,
  field: PothosOutputFieldConfig<Types>,
): Resolver<Types> {
  const right = rightOf(field) ?? 'administer'
  return (parent, args, context, info) => {
    if (!hasRight((context as Context).caller, right)) throw forbidden()
    refuseUnsafeText(args, info)
    return resolve(parent, args, context, info)
  }
}

SchemaBuilder.registerPlugin('rights', RightsPlugin)
