package gotree

import (
	"go/token"

	"github.com/quotalint/quotalint/grammars/tree"
)

// The kinds of named nodes.
const (
	_ tree.Symbol = iota
	kArgumentList
	kArrayType
	kAssignment
	kBinary
	kBlank
	kBlock
	kBreak
	kCall
	kChannelType
	kComment
	kCommunicationCase
	kComposite
	kConstDeclaration
	kConstSpec
	kContinue
	kConversion
	kDec
	kDefaultCase
	kDefer
	kDot
	kEmpty
	kEscape
	kExpressionCase
	kExpressionList
	kExpressionStatement
	kFallthrough
	kFalse
	kFieldDeclaration
	kFieldDeclarations
	kFieldIdentifier
	kFloat
	kFor
	kForClause
	kFuncLiteral
	kFunction
	kFunctionType
	kGeneric
	kGo
	kGoto
	kIdentifier
	kIf
	kImaginary
	kImplicitArray
	kImportDeclaration
	kImportSpec
	kImportSpecs
	kInc
	kIndex
	kInstantiation
	kInt
	kInterface
	kIota
	kKeyed
	kLabelName
	kLabeled
	kLiteralElement
	kLiteralValue
	kMap
	kMethod
	kMethodElem
	kNegated
	kNil
	kPackageClause
	kPackageIdentifier
	kParameter
	kParameters
	kParenthesized
	kParenthesizedType
	kPointer
	kQualified
	kRangeClause
	kRawString
	kReceive
	kReturn
	kRune
	kSelect
	kSelector
	kSend
	kShortVar
	kSliceExpression
	kSliceType
	kSourceFile
	kString
	kStruct
	kSwitch
	kTrue
	kTypeAlias
	kTypeArguments
	kTypeAssertion
	kTypeCase
	kTypeConstraint
	kTypeDeclaration
	kTypeElem
	kTypeIdentifier
	kTypeParameter
	kTypeParameters
	kTypeSpec
	kTypeSwitch
	kUnary
	kVarDeclaration
	kVarSpec
	kVarSpecs
	kVariadicArgument
	kVariadicParameter

	kindCount
)

// kError is the symbol of text that could not be placed, which is above those of all kinds and tokens.
const kError tree.Symbol = 0xffff

// symbolOf returns the symbol of the anonymous node that a token is.
func symbolOf(t token.Token) tree.Symbol { return kindCount + tree.Symbol(t) }

var kindNames = [kindCount]string{
	kArgumentList:        "argument_list",
	kArrayType:           "array_type",
	kAssignment:          "assignment_statement",
	kBinary:              "binary_expression",
	kBlank:               "blank_identifier",
	kBlock:               "block",
	kBreak:               "break_statement",
	kCall:                "call_expression",
	kChannelType:         "channel_type",
	kComment:             "comment",
	kCommunicationCase:   "communication_case",
	kComposite:           "composite_literal",
	kConstDeclaration:    "const_declaration",
	kConstSpec:           "const_spec",
	kContinue:            "continue_statement",
	kConversion:          "type_conversion_expression",
	kDec:                 "dec_statement",
	kDefaultCase:         "default_case",
	kDefer:               "defer_statement",
	kDot:                 "dot",
	kEmpty:               "empty_statement",
	kEscape:              "escape_sequence",
	kExpressionCase:      "expression_case",
	kExpressionList:      "expression_list",
	kExpressionStatement: "expression_statement",
	kFallthrough:         "fallthrough_statement",
	kFalse:               "false",
	kFieldDeclaration:    "field_declaration",
	kFieldDeclarations:   "field_declaration_list",
	kFieldIdentifier:     "field_identifier",
	kFloat:               "float_literal",
	kFor:                 "for_statement",
	kForClause:           "for_clause",
	kFuncLiteral:         "func_literal",
	kFunction:            "function_declaration",
	kFunctionType:        "function_type",
	kGeneric:             "generic_type",
	kGo:                  "go_statement",
	kGoto:                "goto_statement",
	kIdentifier:          "identifier",
	kIf:                  "if_statement",
	kImaginary:           "imaginary_literal",
	kImplicitArray:       "implicit_length_array_type",
	kImportDeclaration:   "import_declaration",
	kImportSpec:          "import_spec",
	kImportSpecs:         "import_spec_list",
	kInc:                 "inc_statement",
	kIndex:               "index_expression",
	kInstantiation:       "type_instantiation_expression",
	kInt:                 "int_literal",
	kInterface:           "interface_type",
	kIota:                "iota",
	kKeyed:               "keyed_element",
	kLabelName:           "label_name",
	kLabeled:             "labeled_statement",
	kLiteralElement:      "literal_element",
	kLiteralValue:        "literal_value",
	kMap:                 "map_type",
	kMethod:              "method_declaration",
	kMethodElem:          "method_elem",
	kNegated:             "negated_type",
	kNil:                 "nil",
	kPackageClause:       "package_clause",
	kPackageIdentifier:   "package_identifier",
	kParameter:           "parameter_declaration",
	kParameters:          "parameter_list",
	kParenthesized:       "parenthesized_expression",
	kParenthesizedType:   "parenthesized_type",
	kPointer:             "pointer_type",
	kQualified:           "qualified_type",
	kRangeClause:         "range_clause",
	kRawString:           "raw_string_literal",
	kReceive:             "receive_statement",
	kReturn:              "return_statement",
	kRune:                "rune_literal",
	kSelect:              "select_statement",
	kSelector:            "selector_expression",
	kSend:                "send_statement",
	kShortVar:            "short_var_declaration",
	kSliceExpression:     "slice_expression",
	kSliceType:           "slice_type",
	kSourceFile:          "source_file",
	kString:              "interpreted_string_literal",
	kStruct:              "struct_type",
	kSwitch:              "expression_switch_statement",
	kTrue:                "true",
	kTypeAlias:           "type_alias",
	kTypeArguments:       "type_arguments",
	kTypeAssertion:       "type_assertion_expression",
	kTypeCase:            "type_case",
	kTypeConstraint:      "type_constraint",
	kTypeDeclaration:     "type_declaration",
	kTypeElem:            "type_elem",
	kTypeIdentifier:      "type_identifier",
	kTypeParameter:       "type_parameter_declaration",
	kTypeParameters:      "type_parameter_list",
	kTypeSpec:            "type_spec",
	kTypeSwitch:          "type_switch_statement",
	kUnary:               "unary_expression",
	kVarDeclaration:      "var_declaration",
	kVarSpec:             "var_spec",
	kVarSpecs:            "var_spec_list",
	kVariadicArgument:    "variadic_argument",
	kVariadicParameter:   "variadic_parameter_declaration",
}

// The fields in which children stand.
const (
	noField tree.Field = iota
	fAlias
	fAlternative
	fArguments
	fBody
	fCapacity
	fChannel
	fCommunication
	fCondition
	fConsequence
	fElement
	fEnd
	fField
	fFunction
	fIndex
	fInitializer
	fKey
	fLabel
	fLeft
	fLength
	fName
	fOperand
	fOperator
	fPackage
	fParameters
	fPath
	fReceiver
	fResult
	fRight
	fStart
	fTag
	fType
	fTypeArguments
	fTypeParameters
	fUpdate
	fValue

	fieldCount
)

var fieldNames = [fieldCount]string{
	fAlias: "alias", fAlternative: "alternative", fArguments: "arguments", fBody: "body", fCapacity: "capacity",
	fChannel: "channel", fCommunication: "communication", fCondition: "condition", fConsequence: "consequence",
	fElement: "element", fEnd: "end", fField: "field", fFunction: "function", fIndex: "index", fInitializer: "initializer",
	fKey: "key", fLabel: "label", fLeft: "left", fLength: "length", fName: "name", fOperand: "operand",
	fOperator: "operator", fPackage: "package", fParameters: "parameters", fPath: "path", fReceiver: "receiver",
	fResult: "result", fRight: "right", fStart: "start", fTag: "tag", fType: "type", fTypeArguments: "type_arguments",
	fTypeParameters: "type_parameters", fUpdate: "update", fValue: "value",
}
