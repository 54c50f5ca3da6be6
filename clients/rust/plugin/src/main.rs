//! Lets buf generate the Rust client: reads a CodeGeneratorRequest, answers with the files that
//! tonic-prost-build makes of it. No protoc is needed, for buf has compiled the contract already.

use std::error::Error;
use std::io::{Read, Write, stdin, stdout};

use prost::Message;
use prost_types::FileDescriptorSet;
use prost_types::compiler::code_generator_response::{Feature, File};
use prost_types::compiler::{CodeGeneratorRequest, CodeGeneratorResponse};

fn main() -> Result<(), Box<dyn Error>> {
    let mut asked = Vec::new();
    stdin().read_to_end(&mut asked)?;
    let request = CodeGeneratorRequest::decode(&asked[..])?;
    let out = tempfile::tempdir()?;
    tonic_prost_build::configure()
        .build_server(false)
        .emit_rerun_if_changed(false)
        .include_file("mod.rs")
        .out_dir(out.path())
        .compile_fds(FileDescriptorSet { file: request.proto_file })?;
    let mut answer = CodeGeneratorResponse {
        supported_features: Some(Feature::Proto3Optional as u64),
        ..Default::default()
    };
    let mut paths: Vec<_> = std::fs::read_dir(out.path())?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        answer.file.push(File {
            name: path.file_name().map(|name| name.to_string_lossy().into_owned()),
            content: Some(std::fs::read_to_string(&path)?),
            ..Default::default()
        });
    }
    stdout().write_all(&answer.encode_to_vec())?;
    Ok(())
}
