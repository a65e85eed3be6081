package python

import (
	"sync"

	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/grammars"
	"github.com/quotalint/quotalint/grammars/tree"
)

// A kind is a named node kind of the grammar; tokens and kinds that mean nothing to the lowerer are kNone.
type kind uint8

const (
	kNone kind = iota
	kError
	kComment
	kModule
	kBlock

	// Statements.
	kImport
	kImportFrom
	kImportFuture
	kExpressionStatement
	kReturn
	kDelete
	kRaise
	kBreak
	kContinue
	kAssert
	kPrint
	kExec
	kPass
	kIf
	kFor
	kWhile
	kTry
	kWith
	kMatch
	kFunction
	kClass
	kDecorated
	kGlobal
	kNonlocal
	kTypeAlias

	// Parts of statements.
	kElif
	kElse
	kExcept
	kExceptGroup
	kFinally
	kCase
	kWithClause
	kWithItem
	kDecorator
	kParameters
	kLambdaParameters
	kDefaultParameter
	kTypedParameter
	kTypedDefaultParameter
	kKeywordSeparator
	kPositionalSeparator
	kListSplatPattern
	kDictionarySplatPattern
	kTuplePattern
	kListPattern
	kPatternList
	kAsPattern
	kAsPatternTarget
	kCasePattern
	kUnionPattern
	kDictPattern
	kKeywordPattern
	kSplatPattern
	kClassPattern
	kDottedName
	kRelativeImport
	kImportPrefix
	kAliasedImport
	kWildcardImport

	// Expressions.
	kIdentifier
	kString
	kStringStart
	kStringContent
	kStringEnd
	kInterpolation
	kConcatenatedString
	kInteger
	kFloat
	kTrue
	kFalse
	kNoneLiteral
	kEllipsis
	kList
	kTuple
	kSet
	kExpressionList
	kDictionary
	kPair
	kListSplat
	kDictionarySplat
	kParenthesizedListSplat
	kListComprehension
	kSetComprehension
	kDictionaryComprehension
	kGenerator
	kForIn
	kIfClause
	kLambda
	kWalrus
	kAssignment
	kAugmentedAssignment
	kConditional
	kBoolean
	kBinary
	kComparison
	kNot
	kUnary
	kAttribute
	kSubscript
	kSlice
	kCall
	kArguments
	kKeywordArgument
	kParenthesized
	kAwait
	kYield

	// Annotations.
	kType
	kGenericType
	kUnionType
	kMemberType
	kSplatType
	kConstrainedType
	kTypeParameter

	kindCount
)

var kindNames = [kindCount]string{
	kError:   "ERROR",
	kComment: "comment",
	kModule:  "module",
	kBlock:   "block",

	kImport:              "import_statement",
	kImportFrom:          "import_from_statement",
	kImportFuture:        "future_import_statement",
	kExpressionStatement: "expression_statement",
	kReturn:              "return_statement",
	kDelete:              "delete_statement",
	kRaise:               "raise_statement",
	kBreak:               "break_statement",
	kContinue:            "continue_statement",
	kAssert:              "assert_statement",
	kPrint:               "print_statement",
	kExec:                "exec_statement",
	kPass:                "pass_statement",
	kIf:                  "if_statement",
	kFor:                 "for_statement",
	kWhile:               "while_statement",
	kTry:                 "try_statement",
	kWith:                "with_statement",
	kMatch:               "match_statement",
	kFunction:            "function_definition",
	kClass:               "class_definition",
	kDecorated:           "decorated_definition",
	kGlobal:              "global_statement",
	kNonlocal:            "nonlocal_statement",
	kTypeAlias:           "type_alias_statement",

	kElif:                   "elif_clause",
	kElse:                   "else_clause",
	kExcept:                 "except_clause",
	kExceptGroup:            "except_group_clause",
	kFinally:                "finally_clause",
	kCase:                   "case_clause",
	kWithClause:             "with_clause",
	kWithItem:               "with_item",
	kDecorator:              "decorator",
	kParameters:             "parameters",
	kLambdaParameters:       "lambda_parameters",
	kDefaultParameter:       "default_parameter",
	kTypedParameter:         "typed_parameter",
	kTypedDefaultParameter:  "typed_default_parameter",
	kKeywordSeparator:       "keyword_separator",
	kPositionalSeparator:    "positional_separator",
	kListSplatPattern:       "list_splat_pattern",
	kDictionarySplatPattern: "dictionary_splat_pattern",
	kTuplePattern:           "tuple_pattern",
	kListPattern:            "list_pattern",
	kPatternList:            "pattern_list",
	kAsPattern:              "as_pattern",
	kAsPatternTarget:        "as_pattern_target",
	kCasePattern:            "case_pattern",
	kUnionPattern:           "union_pattern",
	kDictPattern:            "dict_pattern",
	kKeywordPattern:         "keyword_pattern",
	kSplatPattern:           "splat_pattern",
	kClassPattern:           "class_pattern",
	kDottedName:             "dotted_name",
	kRelativeImport:         "relative_import",
	kImportPrefix:           "import_prefix",
	kAliasedImport:          "aliased_import",
	kWildcardImport:         "wildcard_import",

	kIdentifier:              "identifier",
	kString:                  "string",
	kStringStart:             "string_start",
	kStringContent:           "string_content",
	kStringEnd:               "string_end",
	kInterpolation:           "interpolation",
	kConcatenatedString:      "concatenated_string",
	kInteger:                 "integer",
	kFloat:                   "float",
	kTrue:                    "true",
	kFalse:                   "false",
	kNoneLiteral:             "none",
	kEllipsis:                "ellipsis",
	kList:                    "list",
	kTuple:                   "tuple",
	kSet:                     "set",
	kExpressionList:          "expression_list",
	kDictionary:              "dictionary",
	kPair:                    "pair",
	kListSplat:               "list_splat",
	kDictionarySplat:         "dictionary_splat",
	kParenthesizedListSplat:  "parenthesized_list_splat",
	kListComprehension:       "list_comprehension",
	kSetComprehension:        "set_comprehension",
	kDictionaryComprehension: "dictionary_comprehension",
	kGenerator:               "generator_expression",
	kForIn:                   "for_in_clause",
	kIfClause:                "if_clause",
	kLambda:                  "lambda",
	kWalrus:                  "named_expression",
	kAssignment:              "assignment",
	kAugmentedAssignment:     "augmented_assignment",
	kConditional:             "conditional_expression",
	kBoolean:                 "boolean_operator",
	kBinary:                  "binary_operator",
	kComparison:              "comparison_operator",
	kNot:                     "not_operator",
	kUnary:                   "unary_operator",
	kAttribute:               "attribute",
	kSubscript:               "subscript",
	kSlice:                   "slice",
	kCall:                    "call",
	kArguments:               "argument_list",
	kKeywordArgument:         "keyword_argument",
	kParenthesized:           "parenthesized_expression",
	kAwait:                   "await",
	kYield:                   "yield",

	kType:            "type",
	kGenericType:     "generic_type",
	kUnionType:       "union_type",
	kMemberType:      "member_type",
	kSplatType:       "splat_type",
	kConstrainedType: "constrained_type",
	kTypeParameter:   "type_parameter",
}

// A syntax is the grammar with the numbers that its kinds and fields have.
type syntax struct {
	language *grammars.Language
	kinds    []kind // by symbol
	in       fields
}

// The fields in which children stand.
type fields struct {
	alias, alternative, argument, arguments, attribute, body, condition, consequence, definition,
	expression, function, guard, key, left, moduleName, name, object, operator, parameters,
	returnType, right, subject, subscript, superclasses, typ, value tree.Field
}

var python = sync.OnceValue(func() *syntax {
	g := grammars.Python()
	s := &syntax{language: g, in: fields{
		alias: g.Field("alias"), alternative: g.Field("alternative"), argument: g.Field("argument"),
		arguments: g.Field("arguments"), attribute: g.Field("attribute"), body: g.Field("body"),
		condition: g.Field("condition"), consequence: g.Field("consequence"), definition: g.Field("definition"),
		expression: g.Field("expression"), function: g.Field("function"), guard: g.Field("guard"), key: g.Field("key"),
		left: g.Field("left"), moduleName: g.Field("module_name"), name: g.Field("name"), object: g.Field("object"),
		operator: g.Field("operator"), parameters: g.Field("parameters"), returnType: g.Field("return_type"),
		right: g.Field("right"), subject: g.Field("subject"), subscript: g.Field("subscript"),
		superclasses: g.Field("superclasses"), typ: g.Field("type"), value: g.Field("value"),
	}}
	s.kinds = lower.Kinds(g, kindNames[:], func(k kind) bool { return k > kError })
	return s
})
