package typescript

import (
	"strings"
	"sync"

	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/grammars"
	"github.com/quotalint/quotalint/grammars/tree"
)

// A kind is a named node kind of the grammar.
type kind uint8

const (
	kNone  kind = iota // a token
	kOther             // a kind that means nothing to the lowerer
	kError
	kComment
	kHTMLComment
	kProgram

	// Statements.
	kBlock
	kExpressionStatement
	kEmpty
	kDebugger
	kLexical
	kVariable
	kDeclarator
	kFunctionDeclaration
	kGeneratorDeclaration
	kFunctionSignature
	kClassDeclaration
	kAbstractClass
	kInterface
	kTypeAlias
	kEnum
	kEnumAssignment
	kNamespace
	kModule
	kAmbient
	kImportStatement
	kImportAlias
	kExport
	kReturn
	kThrow
	kBreak
	kContinue
	kIf
	kFor
	kForIn
	kWhile
	kDo
	kSwitch
	kSwitchBody
	kSwitchDefault
	kTry
	kCatch
	kLabeled
	kWith

	// Imports and exports.
	kImportClause
	kNamedImports
	kNamespaceImport
	kImportRequire
	kExportClause
	kNamespaceExport

	// Parts of functions and classes.
	kRequiredParameter
	kOptionalParameter
	kAccessibility
	kOverride
	kDecorator
	kHeritage
	kExtends
	kClassBody
	kMethod
	kMethodSignature
	kAbstractMethod
	kField
	kStaticBlock
	kIndexSignature
	kComputedName
	kPropertyIdentifier
	kPrivateIdentifier

	// Patterns.
	kObjectPattern
	kArrayPattern
	kPairPattern
	kAssignmentPattern
	kObjectAssignmentPattern
	kRestPattern
	kShorthandPattern

	// Expressions.
	kIdentifier
	kThis
	kSuper
	kUndefined
	kNull
	kTrue
	kFalse
	kNumber
	kString
	kStringFragment
	kEscape
	kTemplate
	kSubstitution
	kRegex
	kArray
	kObject
	kPair
	kShorthand
	kSpread
	kFunction
	kGenerator
	kArrow
	kClass
	kCall
	kNew
	kArguments
	kMember
	kSubscript
	kAssignment
	kAugmented
	kUpdate
	kTernary
	kBinary
	kUnary
	kSequence
	kParenthesized
	kAwait
	kYield
	kImport
	kAs
	kSatisfies
	kNonNull
	kInstantiation
	kTypeAssertion
	kJSXElement
	kJSXSelfClosing
	kJSXOpening
	kJSXClosing
	kJSXExpression
	kJSXAttribute
	kJSXText

	// Types.
	kTypeAnnotation
	kTypeParameter
	kConstraint
	kDefaultType
	kTypeIdentifier
	kNestedIdentifier
	kNestedType
	kPredefinedType
	kGenericType
	kUnionType
	kIntersectionType
	kArrayType
	kTupleType
	kReadonlyType
	kOptionalType
	kRestType
	kParenthesizedType
	kLiteralType
	kTemplateLiteralType
	kObjectType
	kInterfaceBody
	kExtendsType
	kPropertySignature
	kCallSignature
	kConstructSignature
	kFunctionType
	kConstructorType
	kTypeQuery
	kIndexTypeQuery
	kLookupType
	kThisType
	kTypePredicate
	kTypePredicateAnnotation

	kindCount
)

var kindNames = [kindCount]string{
	kError:       "ERROR",
	kComment:     "comment",
	kHTMLComment: "html_comment",
	kProgram:     "program",

	kBlock:                "statement_block",
	kExpressionStatement:  "expression_statement",
	kEmpty:                "empty_statement",
	kDebugger:             "debugger_statement",
	kLexical:              "lexical_declaration",
	kVariable:             "variable_declaration",
	kDeclarator:           "variable_declarator",
	kFunctionDeclaration:  "function_declaration",
	kGeneratorDeclaration: "generator_function_declaration",
	kFunctionSignature:    "function_signature",
	kClassDeclaration:     "class_declaration",
	kAbstractClass:        "abstract_class_declaration",
	kInterface:            "interface_declaration",
	kTypeAlias:            "type_alias_declaration",
	kEnum:                 "enum_declaration",
	kEnumAssignment:       "enum_assignment",
	kNamespace:            "internal_module",
	kModule:               "module",
	kAmbient:              "ambient_declaration",
	kImportStatement:      "import_statement",
	kImportAlias:          "import_alias",
	kExport:               "export_statement",
	kReturn:               "return_statement",
	kThrow:                "throw_statement",
	kBreak:                "break_statement",
	kContinue:             "continue_statement",
	kIf:                   "if_statement",
	kFor:                  "for_statement",
	kForIn:                "for_in_statement",
	kWhile:                "while_statement",
	kDo:                   "do_statement",
	kSwitch:               "switch_statement",
	kSwitchBody:           "switch_body",
	kSwitchDefault:        "switch_default",
	kTry:                  "try_statement",
	kCatch:                "catch_clause",
	kLabeled:              "labeled_statement",
	kWith:                 "with_statement",

	kImportClause:    "import_clause",
	kNamedImports:    "named_imports",
	kNamespaceImport: "namespace_import",
	kImportRequire:   "import_require_clause",
	kExportClause:    "export_clause",
	kNamespaceExport: "namespace_export",

	kRequiredParameter:  "required_parameter",
	kOptionalParameter:  "optional_parameter",
	kAccessibility:      "accessibility_modifier",
	kOverride:           "override_modifier",
	kDecorator:          "decorator",
	kHeritage:           "class_heritage",
	kExtends:            "extends_clause",
	kClassBody:          "class_body",
	kMethod:             "method_definition",
	kMethodSignature:    "method_signature",
	kAbstractMethod:     "abstract_method_signature",
	kField:              "public_field_definition",
	kStaticBlock:        "class_static_block",
	kIndexSignature:     "index_signature",
	kComputedName:       "computed_property_name",
	kPropertyIdentifier: "property_identifier",
	kPrivateIdentifier:  "private_property_identifier",

	kObjectPattern:           "object_pattern",
	kArrayPattern:            "array_pattern",
	kPairPattern:             "pair_pattern",
	kAssignmentPattern:       "assignment_pattern",
	kObjectAssignmentPattern: "object_assignment_pattern",
	kRestPattern:             "rest_pattern",
	kShorthandPattern:        "shorthand_property_identifier_pattern",

	kIdentifier:     "identifier",
	kThis:           "this",
	kSuper:          "super",
	kUndefined:      "undefined",
	kNull:           "null",
	kTrue:           "true",
	kFalse:          "false",
	kNumber:         "number",
	kString:         "string",
	kStringFragment: "string_fragment",
	kEscape:         "escape_sequence",
	kTemplate:       "template_string",
	kSubstitution:   "template_substitution",
	kRegex:          "regex",
	kArray:          "array",
	kObject:         "object",
	kPair:           "pair",
	kShorthand:      "shorthand_property_identifier",
	kSpread:         "spread_element",
	kFunction:       "function_expression",
	kGenerator:      "generator_function",
	kArrow:          "arrow_function",
	kClass:          "class",
	kCall:           "call_expression",
	kNew:            "new_expression",
	kArguments:      "arguments",
	kMember:         "member_expression",
	kSubscript:      "subscript_expression",
	kAssignment:     "assignment_expression",
	kAugmented:      "augmented_assignment_expression",
	kUpdate:         "update_expression",
	kTernary:        "ternary_expression",
	kBinary:         "binary_expression",
	kUnary:          "unary_expression",
	kSequence:       "sequence_expression",
	kParenthesized:  "parenthesized_expression",
	kAwait:          "await_expression",
	kYield:          "yield_expression",
	kImport:         "import",
	kAs:             "as_expression",
	kSatisfies:      "satisfies_expression",
	kNonNull:        "non_null_expression",
	kInstantiation:  "instantiation_expression",
	kTypeAssertion:  "type_assertion",
	kJSXElement:     "jsx_element",
	kJSXSelfClosing: "jsx_self_closing_element",
	kJSXOpening:     "jsx_opening_element",
	kJSXClosing:     "jsx_closing_element",
	kJSXExpression:  "jsx_expression",
	kJSXAttribute:   "jsx_attribute",
	kJSXText:        "jsx_text",

	kTypeAnnotation:          "type_annotation",
	kTypeParameter:           "type_parameter",
	kConstraint:              "constraint",
	kDefaultType:             "default_type",
	kTypeIdentifier:          "type_identifier",
	kNestedIdentifier:        "nested_identifier",
	kNestedType:              "nested_type_identifier",
	kPredefinedType:          "predefined_type",
	kGenericType:             "generic_type",
	kUnionType:               "union_type",
	kIntersectionType:        "intersection_type",
	kArrayType:               "array_type",
	kTupleType:               "tuple_type",
	kReadonlyType:            "readonly_type",
	kOptionalType:            "optional_type",
	kRestType:                "rest_type",
	kParenthesizedType:       "parenthesized_type",
	kLiteralType:             "literal_type",
	kTemplateLiteralType:     "template_literal_type",
	kObjectType:              "object_type",
	kInterfaceBody:           "interface_body",
	kExtendsType:             "extends_type_clause",
	kPropertySignature:       "property_signature",
	kCallSignature:           "call_signature",
	kConstructSignature:      "construct_signature",
	kFunctionType:            "function_type",
	kConstructorType:         "constructor_type",
	kTypeQuery:               "type_query",
	kIndexTypeQuery:          "index_type_query",
	kLookupType:              "lookup_type",
	kThisType:                "this_type",
	kTypePredicate:           "type_predicate",
	kTypePredicateAnnotation: "type_predicate_annotation",
}

// A syntax is a grammar with the numbers that its kinds and fields have.
type syntax struct {
	language *grammars.Language
	kinds    []kind // by symbol
	in       fields
}

// The fields in which children stand.
type fields struct {
	alias, alternative, argument, arguments, body, condition, consequence, constraint, constructor tree.Field
	declaration, finalizer, function, handler, increment, index, initializer, key, kind, label     tree.Field
	left, module, name, object, operator, parameter, parameters, pattern, property, returnType     tree.Field
	right, source, typ, typeArguments, value                                                       tree.Field
}

var plain = sync.OnceValue(func() *syntax {
	return newSyntax(grammars.TypeScript(), func(k kind) bool { return !strings.HasPrefix(kindNames[k], "jsx_") })
})

var withJSX = sync.OnceValue(func() *syntax {
	return newSyntax(grammars.TSX(), func(k kind) bool { return k != kTypeAssertion })
})

// newSyntax numbers the kinds that a grammar has.
func newSyntax(g *grammars.Language, has func(kind) bool) *syntax {
	s := &syntax{language: g, in: fields{
		alias: g.Field("alias"), alternative: g.Field("alternative"), argument: g.Field("argument"),
		arguments: g.Field("arguments"), body: g.Field("body"), condition: g.Field("condition"),
		consequence: g.Field("consequence"), constraint: g.Field("constraint"), constructor: g.Field("constructor"),
		declaration: g.Field("declaration"), finalizer: g.Field("finalizer"), function: g.Field("function"),
		handler: g.Field("handler"), increment: g.Field("increment"), index: g.Field("index"),
		initializer: g.Field("initializer"), key: g.Field("key"), kind: g.Field("kind"), label: g.Field("label"),
		left: g.Field("left"), module: g.Field("module"), name: g.Field("name"), object: g.Field("object"),
		operator: g.Field("operator"), parameter: g.Field("parameter"), parameters: g.Field("parameters"),
		pattern: g.Field("pattern"), property: g.Field("property"), returnType: g.Field("return_type"),
		right: g.Field("right"), source: g.Field("source"), typ: g.Field("type"),
		typeArguments: g.Field("type_arguments"), value: g.Field("value"),
	}}
	s.kinds = lower.Kinds(g, kindNames[:], func(k kind) bool { return k > kError && has(k) })
	return s
}
