package golang

import (
	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/grammars/tree"
)

// A kind is a named node kind of the grammar; tokens and kinds that mean nothing to the lowerer are kNone.
type kind uint8

const (
	kNone kind = iota
	kError
	kComment
	kSourceFile
	kPackageClause
	kImportDeclaration
	kImportSpecs
	kImportSpec
	kDot

	// Statements.
	kBlock
	kExpressionStatement
	kEmpty
	kSend
	kReceive
	kInc
	kDec
	kAssignment
	kShortVar
	kLabeled
	kFallthrough
	kBreak
	kContinue
	kGoto
	kReturn
	kGo
	kDefer
	kIf
	kFor
	kSwitch
	kTypeSwitch
	kSelect
	kConst
	kVar
	kVarSpecs
	kConstSpec
	kVarSpec
	kTypeDeclaration
	kTypeSpec
	kTypeAlias
	kFunction
	kMethod

	// Parts of statements.
	kLabel
	kForClause
	kRangeClause
	kCase
	kDefaultCase
	kTypeCase
	kCommunication
	kTypeParameters
	kTypeParameter
	kParameters
	kParameter
	kVariadicParameter
	kExpressionList

	// Types.
	kTypeIdentifier
	kQualified
	kGeneric
	kTypeArguments
	kTypeElem
	kTypeConstraint
	kParenthesizedType
	kPointer
	kArray
	kImplicitArray
	kSlice
	kMap
	kChannel
	kFunctionType
	kStruct
	kFields
	kField
	kInterface
	kMethodElem
	kNegated

	// Expressions.
	kIdentifier
	kBlank
	kFieldIdentifier
	kPackageIdentifier
	kNil
	kTrue
	kFalse
	kIota
	kInt
	kFloat
	kImaginary
	kRune
	kRawString
	kString
	kEscape
	kParenthesized
	kCall
	kArguments
	kVariadicArgument
	kSelector
	kIndex
	kSliceExpression
	kAssertion
	kConversion
	kInstantiation
	kComposite
	kLiteralValue
	kLiteralElement
	kKeyed
	kFuncLiteral
	kUnary
	kBinary

	kindCount
)

var kindNames = [kindCount]string{
	kError:             "ERROR",
	kComment:           "comment",
	kSourceFile:        "source_file",
	kPackageClause:     "package_clause",
	kImportDeclaration: "import_declaration",
	kImportSpecs:       "import_spec_list",
	kImportSpec:        "import_spec",
	kDot:               "dot",

	kBlock:               "block",
	kExpressionStatement: "expression_statement",
	kEmpty:               "empty_statement",
	kSend:                "send_statement",
	kReceive:             "receive_statement",
	kInc:                 "inc_statement",
	kDec:                 "dec_statement",
	kAssignment:          "assignment_statement",
	kShortVar:            "short_var_declaration",
	kLabeled:             "labeled_statement",
	kFallthrough:         "fallthrough_statement",
	kBreak:               "break_statement",
	kContinue:            "continue_statement",
	kGoto:                "goto_statement",
	kReturn:              "return_statement",
	kGo:                  "go_statement",
	kDefer:               "defer_statement",
	kIf:                  "if_statement",
	kFor:                 "for_statement",
	kSwitch:              "expression_switch_statement",
	kTypeSwitch:          "type_switch_statement",
	kSelect:              "select_statement",
	kConst:               "const_declaration",
	kVar:                 "var_declaration",
	kVarSpecs:            "var_spec_list",
	kConstSpec:           "const_spec",
	kVarSpec:             "var_spec",
	kTypeDeclaration:     "type_declaration",
	kTypeSpec:            "type_spec",
	kTypeAlias:           "type_alias",
	kFunction:            "function_declaration",
	kMethod:              "method_declaration",

	kLabel:             "label_name",
	kForClause:         "for_clause",
	kRangeClause:       "range_clause",
	kCase:              "expression_case",
	kDefaultCase:       "default_case",
	kTypeCase:          "type_case",
	kCommunication:     "communication_case",
	kTypeParameters:    "type_parameter_list",
	kTypeParameter:     "type_parameter_declaration",
	kParameters:        "parameter_list",
	kParameter:         "parameter_declaration",
	kVariadicParameter: "variadic_parameter_declaration",
	kExpressionList:    "expression_list",

	kTypeIdentifier:    "type_identifier",
	kQualified:         "qualified_type",
	kGeneric:           "generic_type",
	kTypeArguments:     "type_arguments",
	kTypeElem:          "type_elem",
	kTypeConstraint:    "type_constraint",
	kParenthesizedType: "parenthesized_type",
	kPointer:           "pointer_type",
	kArray:             "array_type",
	kImplicitArray:     "implicit_length_array_type",
	kSlice:             "slice_type",
	kMap:               "map_type",
	kChannel:           "channel_type",
	kFunctionType:      "function_type",
	kStruct:            "struct_type",
	kFields:            "field_declaration_list",
	kField:             "field_declaration",
	kInterface:         "interface_type",
	kMethodElem:        "method_elem",
	kNegated:           "negated_type",

	kIdentifier:        "identifier",
	kBlank:             "blank_identifier",
	kFieldIdentifier:   "field_identifier",
	kPackageIdentifier: "package_identifier",
	kNil:               "nil",
	kTrue:              "true",
	kFalse:             "false",
	kIota:              "iota",
	kInt:               "int_literal",
	kFloat:             "float_literal",
	kImaginary:         "imaginary_literal",
	kRune:              "rune_literal",
	kRawString:         "raw_string_literal",
	kString:            "interpreted_string_literal",
	kEscape:            "escape_sequence",
	kParenthesized:     "parenthesized_expression",
	kCall:              "call_expression",
	kArguments:         "argument_list",
	kVariadicArgument:  "variadic_argument",
	kSelector:          "selector_expression",
	kIndex:             "index_expression",
	kSliceExpression:   "slice_expression",
	kAssertion:         "type_assertion_expression",
	kConversion:        "type_conversion_expression",
	kInstantiation:     "type_instantiation_expression",
	kComposite:         "composite_literal",
	kLiteralValue:      "literal_value",
	kLiteralElement:    "literal_element",
	kKeyed:             "keyed_element",
	kFuncLiteral:       "func_literal",
	kUnary:             "unary_expression",
	kBinary:            "binary_expression",
}

// A syntax is a parser with the numbers that its kinds and fields have.
type syntax struct {
	parser tree.Parser
	kinds  []kind // by symbol
	in     fields
}

// The fields in which children stand.
type fields struct {
	alias, alternative, arguments, body, channel, communication, condition, consequence, element, field, function, index,
	initializer, key, label, left, name, operand, operator, parameters, path, receiver, result, right, typ, typeArguments,
	typeParameters, update, value, pack tree.Field
}

func newSyntax(g tree.Parser) *syntax {
	s := &syntax{parser: g, in: fields{
		alias: g.Field("alias"), alternative: g.Field("alternative"), arguments: g.Field("arguments"), body: g.Field("body"),
		channel: g.Field("channel"), communication: g.Field("communication"), condition: g.Field("condition"),
		consequence: g.Field("consequence"), element: g.Field("element"), field: g.Field("field"),
		function: g.Field("function"), index: g.Field("index"), initializer: g.Field("initializer"), key: g.Field("key"),
		label: g.Field("label"), left: g.Field("left"), name: g.Field("name"), operand: g.Field("operand"),
		operator: g.Field("operator"), parameters: g.Field("parameters"), path: g.Field("path"),
		receiver: g.Field("receiver"), result: g.Field("result"), right: g.Field("right"), typ: g.Field("type"),
		typeArguments: g.Field("type_arguments"), typeParameters: g.Field("type_parameters"), update: g.Field("update"),
		value: g.Field("value"), pack: g.Field("package"),
	}}
	s.kinds = lower.Kinds(g, kindNames[:], func(k kind) bool { return k > kError })
	return s
}
