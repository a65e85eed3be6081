package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"

	"github.com/openai/openai-go/v3"
	goopenai "github.com/sashabaranov/go-openai"
)

// bareClients are clients that nothing was done to, by the import path of their SDK.
func bareClients() map[string]any {
	return map[string]any{
		"github.com/openai/openai-go/v3":    openai.NewClient(),
		"github.com/sashabaranov/go-openai": goopenai.NewClient("sk-local"),
	}
}

// special makes arguments that cannot be made from their type alone.
var special = map[reflect.Type]func() any{
	reflect.TypeFor[goopenai.EmbeddingRequestConverter](): func() any { return goopenai.EmbeddingRequest{Input: "hi"} },
	reflect.TypeFor[goopenai.AudioRequest]():              func() any { return goopenai.AudioRequest{FilePath: "a.mp3", Reader: content()} },
	reflect.TypeFor[goopenai.CompletionRequest]():         func() any { return goopenai.CompletionRequest{Model: goopenai.GPT3Dot5TurboInstruct, Prompt: "hi"} },
	reflect.TypeFor[[]openai.FileNewParams]():             func() any { return []openai.FileNewParams{{File: content()}} },
	reflect.TypeFor[context.Context]():                    func() any { return context.Background() },
	reflect.TypeFor[io.Reader]():                          func() any { return content() },
}

func content() io.Reader { return strings.NewReader("hi") }

// find is the method or field at a path, as reached through pointers, interfaces and embedding; invalid if there is none.
func find(v reflect.Value, path string) reflect.Value {
	for _, name := range strings.Split(path, ".") {
		for v.Kind() == reflect.Interface {
			v = v.Elem()
		}
		if v.Kind() == reflect.Struct && !v.CanAddr() {
			copied := reflect.New(v.Type()).Elem()
			copied.Set(v)
			v = copied
		}
		if v.CanAddr() {
			v = v.Addr()
		}
		if m := v.MethodByName(name); m.IsValid() {
			v = m
			continue
		}
		if v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		if v.Kind() != reflect.Struct {
			return reflect.Value{}
		}
		if v = v.FieldByName(name); !v.IsValid() || !v.CanInterface() {
			return reflect.Value{}
		}
	}
	return v
}

// call calls a method with the least that it takes, and takes all that its result has to give.
func call(method reflect.Value, path string) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("panic: %v", fault)
		}
	}()
	t := method.Type()
	var in []reflect.Value
	for i := range t.NumIn() {
		if !t.IsVariadic() || i < t.NumIn()-1 {
			in = append(in, argument(t.In(i), strings.Contains(path, "Stream")))
		}
	}
	for _, out := range method.Call(in) {
		if failed, ok := out.Interface().(error); ok {
			return failed
		}
		if err := settle(out); err != nil {
			return err
		}
	}
	return nil
}

// argument is a value of a type; of a stream's parameters, one that asks for the usage.
func argument(t reflect.Type, streams bool) reflect.Value {
	if made, ok := special[t]; ok {
		return reflect.ValueOf(made())
	}
	v := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.String:
		v.SetString("x_1")
	case reflect.Int:
		v.SetInt(1)
	case reflect.Struct:
		for i := range t.NumField() {
			if _, ok := special[t.Field(i).Type]; ok && t.Field(i).IsExported() {
				v.Field(i).Set(argument(t.Field(i).Type, streams))
			}
		}
	}
	switch p := v.Addr().Interface().(type) {
	case *openai.ChatCompletionNewParams:
		if streams {
			p.StreamOptions.IncludeUsage = openai.Bool(true)
		}
	case *goopenai.ChatCompletionRequest:
		if streams {
			p.StreamOptions = &goopenai.StreamOptions{IncludeUsage: true}
		}
	}
	return v
}

// settle reads streams to their end and closes bodies.
func settle(out reflect.Value) error {
	switch r := out.Interface().(type) {
	case *http.Response:
		return r.Body.Close()
	case interface {
		Next() bool
		Err() error
	}:
		for r.Next() {
		}
		return r.Err()
	}
	recv := out.MethodByName("Recv")
	for recv.IsValid() {
		if err, ok := recv.Call(nil)[1].Interface().(error); errors.Is(err, io.EOF) {
			break
		} else if ok {
			return err
		}
	}
	return nil
}
