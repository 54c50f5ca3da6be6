package tradewire.execution.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Accounts, their credentials for venues, and how they did.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class AccountServiceGrpc {

  private AccountServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "tradewire.execution.v1.AccountService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.CreateAccountRequest,
      tradewire.execution.v1.Account> getCreateAccountMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateAccount",
      requestType = tradewire.execution.v1.CreateAccountRequest.class,
      responseType = tradewire.execution.v1.Account.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.CreateAccountRequest,
      tradewire.execution.v1.Account> getCreateAccountMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.CreateAccountRequest, tradewire.execution.v1.Account> getCreateAccountMethod;
    if ((getCreateAccountMethod = AccountServiceGrpc.getCreateAccountMethod) == null) {
      synchronized (AccountServiceGrpc.class) {
        if ((getCreateAccountMethod = AccountServiceGrpc.getCreateAccountMethod) == null) {
          AccountServiceGrpc.getCreateAccountMethod = getCreateAccountMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.CreateAccountRequest, tradewire.execution.v1.Account>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateAccount"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.CreateAccountRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Account.getDefaultInstance()))
              .setSchemaDescriptor(new AccountServiceMethodDescriptorSupplier("CreateAccount"))
              .build();
        }
      }
    }
    return getCreateAccountMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.GetAccountRequest,
      tradewire.execution.v1.Account> getGetAccountMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetAccount",
      requestType = tradewire.execution.v1.GetAccountRequest.class,
      responseType = tradewire.execution.v1.Account.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.GetAccountRequest,
      tradewire.execution.v1.Account> getGetAccountMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.GetAccountRequest, tradewire.execution.v1.Account> getGetAccountMethod;
    if ((getGetAccountMethod = AccountServiceGrpc.getGetAccountMethod) == null) {
      synchronized (AccountServiceGrpc.class) {
        if ((getGetAccountMethod = AccountServiceGrpc.getGetAccountMethod) == null) {
          AccountServiceGrpc.getGetAccountMethod = getGetAccountMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.GetAccountRequest, tradewire.execution.v1.Account>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetAccount"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.GetAccountRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Account.getDefaultInstance()))
              .setSchemaDescriptor(new AccountServiceMethodDescriptorSupplier("GetAccount"))
              .build();
        }
      }
    }
    return getGetAccountMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ListAccountsRequest,
      tradewire.execution.v1.ListAccountsResponse> getListAccountsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListAccounts",
      requestType = tradewire.execution.v1.ListAccountsRequest.class,
      responseType = tradewire.execution.v1.ListAccountsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ListAccountsRequest,
      tradewire.execution.v1.ListAccountsResponse> getListAccountsMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ListAccountsRequest, tradewire.execution.v1.ListAccountsResponse> getListAccountsMethod;
    if ((getListAccountsMethod = AccountServiceGrpc.getListAccountsMethod) == null) {
      synchronized (AccountServiceGrpc.class) {
        if ((getListAccountsMethod = AccountServiceGrpc.getListAccountsMethod) == null) {
          AccountServiceGrpc.getListAccountsMethod = getListAccountsMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ListAccountsRequest, tradewire.execution.v1.ListAccountsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListAccounts"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListAccountsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListAccountsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AccountServiceMethodDescriptorSupplier("ListAccounts"))
              .build();
        }
      }
    }
    return getListAccountsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.UpdateAccountRequest,
      tradewire.execution.v1.Account> getUpdateAccountMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdateAccount",
      requestType = tradewire.execution.v1.UpdateAccountRequest.class,
      responseType = tradewire.execution.v1.Account.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.UpdateAccountRequest,
      tradewire.execution.v1.Account> getUpdateAccountMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.UpdateAccountRequest, tradewire.execution.v1.Account> getUpdateAccountMethod;
    if ((getUpdateAccountMethod = AccountServiceGrpc.getUpdateAccountMethod) == null) {
      synchronized (AccountServiceGrpc.class) {
        if ((getUpdateAccountMethod = AccountServiceGrpc.getUpdateAccountMethod) == null) {
          AccountServiceGrpc.getUpdateAccountMethod = getUpdateAccountMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.UpdateAccountRequest, tradewire.execution.v1.Account>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdateAccount"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.UpdateAccountRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Account.getDefaultInstance()))
              .setSchemaDescriptor(new AccountServiceMethodDescriptorSupplier("UpdateAccount"))
              .build();
        }
      }
    }
    return getUpdateAccountMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.DeleteAccountRequest,
      tradewire.execution.v1.Account> getDeleteAccountMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeleteAccount",
      requestType = tradewire.execution.v1.DeleteAccountRequest.class,
      responseType = tradewire.execution.v1.Account.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.DeleteAccountRequest,
      tradewire.execution.v1.Account> getDeleteAccountMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.DeleteAccountRequest, tradewire.execution.v1.Account> getDeleteAccountMethod;
    if ((getDeleteAccountMethod = AccountServiceGrpc.getDeleteAccountMethod) == null) {
      synchronized (AccountServiceGrpc.class) {
        if ((getDeleteAccountMethod = AccountServiceGrpc.getDeleteAccountMethod) == null) {
          AccountServiceGrpc.getDeleteAccountMethod = getDeleteAccountMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.DeleteAccountRequest, tradewire.execution.v1.Account>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeleteAccount"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.DeleteAccountRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Account.getDefaultInstance()))
              .setSchemaDescriptor(new AccountServiceMethodDescriptorSupplier("DeleteAccount"))
              .build();
        }
      }
    }
    return getDeleteAccountMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.UndeleteAccountRequest,
      tradewire.execution.v1.Account> getUndeleteAccountMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UndeleteAccount",
      requestType = tradewire.execution.v1.UndeleteAccountRequest.class,
      responseType = tradewire.execution.v1.Account.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.UndeleteAccountRequest,
      tradewire.execution.v1.Account> getUndeleteAccountMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.UndeleteAccountRequest, tradewire.execution.v1.Account> getUndeleteAccountMethod;
    if ((getUndeleteAccountMethod = AccountServiceGrpc.getUndeleteAccountMethod) == null) {
      synchronized (AccountServiceGrpc.class) {
        if ((getUndeleteAccountMethod = AccountServiceGrpc.getUndeleteAccountMethod) == null) {
          AccountServiceGrpc.getUndeleteAccountMethod = getUndeleteAccountMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.UndeleteAccountRequest, tradewire.execution.v1.Account>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UndeleteAccount"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.UndeleteAccountRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Account.getDefaultInstance()))
              .setSchemaDescriptor(new AccountServiceMethodDescriptorSupplier("UndeleteAccount"))
              .build();
        }
      }
    }
    return getUndeleteAccountMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ResumeAccountRequest,
      tradewire.execution.v1.Account> getResumeAccountMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ResumeAccount",
      requestType = tradewire.execution.v1.ResumeAccountRequest.class,
      responseType = tradewire.execution.v1.Account.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ResumeAccountRequest,
      tradewire.execution.v1.Account> getResumeAccountMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ResumeAccountRequest, tradewire.execution.v1.Account> getResumeAccountMethod;
    if ((getResumeAccountMethod = AccountServiceGrpc.getResumeAccountMethod) == null) {
      synchronized (AccountServiceGrpc.class) {
        if ((getResumeAccountMethod = AccountServiceGrpc.getResumeAccountMethod) == null) {
          AccountServiceGrpc.getResumeAccountMethod = getResumeAccountMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ResumeAccountRequest, tradewire.execution.v1.Account>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ResumeAccount"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ResumeAccountRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Account.getDefaultInstance()))
              .setSchemaDescriptor(new AccountServiceMethodDescriptorSupplier("ResumeAccount"))
              .build();
        }
      }
    }
    return getResumeAccountMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.AddVenueCredentialRequest,
      tradewire.execution.v1.VenueCredential> getAddVenueCredentialMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "AddVenueCredential",
      requestType = tradewire.execution.v1.AddVenueCredentialRequest.class,
      responseType = tradewire.execution.v1.VenueCredential.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.AddVenueCredentialRequest,
      tradewire.execution.v1.VenueCredential> getAddVenueCredentialMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.AddVenueCredentialRequest, tradewire.execution.v1.VenueCredential> getAddVenueCredentialMethod;
    if ((getAddVenueCredentialMethod = AccountServiceGrpc.getAddVenueCredentialMethod) == null) {
      synchronized (AccountServiceGrpc.class) {
        if ((getAddVenueCredentialMethod = AccountServiceGrpc.getAddVenueCredentialMethod) == null) {
          AccountServiceGrpc.getAddVenueCredentialMethod = getAddVenueCredentialMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.AddVenueCredentialRequest, tradewire.execution.v1.VenueCredential>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "AddVenueCredential"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.AddVenueCredentialRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.VenueCredential.getDefaultInstance()))
              .setSchemaDescriptor(new AccountServiceMethodDescriptorSupplier("AddVenueCredential"))
              .build();
        }
      }
    }
    return getAddVenueCredentialMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ListVenueCredentialsRequest,
      tradewire.execution.v1.ListVenueCredentialsResponse> getListVenueCredentialsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListVenueCredentials",
      requestType = tradewire.execution.v1.ListVenueCredentialsRequest.class,
      responseType = tradewire.execution.v1.ListVenueCredentialsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ListVenueCredentialsRequest,
      tradewire.execution.v1.ListVenueCredentialsResponse> getListVenueCredentialsMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ListVenueCredentialsRequest, tradewire.execution.v1.ListVenueCredentialsResponse> getListVenueCredentialsMethod;
    if ((getListVenueCredentialsMethod = AccountServiceGrpc.getListVenueCredentialsMethod) == null) {
      synchronized (AccountServiceGrpc.class) {
        if ((getListVenueCredentialsMethod = AccountServiceGrpc.getListVenueCredentialsMethod) == null) {
          AccountServiceGrpc.getListVenueCredentialsMethod = getListVenueCredentialsMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ListVenueCredentialsRequest, tradewire.execution.v1.ListVenueCredentialsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListVenueCredentials"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListVenueCredentialsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListVenueCredentialsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AccountServiceMethodDescriptorSupplier("ListVenueCredentials"))
              .build();
        }
      }
    }
    return getListVenueCredentialsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.VerifyVenueCredentialRequest,
      tradewire.execution.v1.VenueCredential> getVerifyVenueCredentialMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "VerifyVenueCredential",
      requestType = tradewire.execution.v1.VerifyVenueCredentialRequest.class,
      responseType = tradewire.execution.v1.VenueCredential.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.VerifyVenueCredentialRequest,
      tradewire.execution.v1.VenueCredential> getVerifyVenueCredentialMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.VerifyVenueCredentialRequest, tradewire.execution.v1.VenueCredential> getVerifyVenueCredentialMethod;
    if ((getVerifyVenueCredentialMethod = AccountServiceGrpc.getVerifyVenueCredentialMethod) == null) {
      synchronized (AccountServiceGrpc.class) {
        if ((getVerifyVenueCredentialMethod = AccountServiceGrpc.getVerifyVenueCredentialMethod) == null) {
          AccountServiceGrpc.getVerifyVenueCredentialMethod = getVerifyVenueCredentialMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.VerifyVenueCredentialRequest, tradewire.execution.v1.VenueCredential>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "VerifyVenueCredential"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.VerifyVenueCredentialRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.VenueCredential.getDefaultInstance()))
              .setSchemaDescriptor(new AccountServiceMethodDescriptorSupplier("VerifyVenueCredential"))
              .build();
        }
      }
    }
    return getVerifyVenueCredentialMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.RemoveVenueCredentialRequest,
      tradewire.execution.v1.RemoveVenueCredentialResponse> getRemoveVenueCredentialMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RemoveVenueCredential",
      requestType = tradewire.execution.v1.RemoveVenueCredentialRequest.class,
      responseType = tradewire.execution.v1.RemoveVenueCredentialResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.RemoveVenueCredentialRequest,
      tradewire.execution.v1.RemoveVenueCredentialResponse> getRemoveVenueCredentialMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.RemoveVenueCredentialRequest, tradewire.execution.v1.RemoveVenueCredentialResponse> getRemoveVenueCredentialMethod;
    if ((getRemoveVenueCredentialMethod = AccountServiceGrpc.getRemoveVenueCredentialMethod) == null) {
      synchronized (AccountServiceGrpc.class) {
        if ((getRemoveVenueCredentialMethod = AccountServiceGrpc.getRemoveVenueCredentialMethod) == null) {
          AccountServiceGrpc.getRemoveVenueCredentialMethod = getRemoveVenueCredentialMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.RemoveVenueCredentialRequest, tradewire.execution.v1.RemoveVenueCredentialResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RemoveVenueCredential"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.RemoveVenueCredentialRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.RemoveVenueCredentialResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AccountServiceMethodDescriptorSupplier("RemoveVenueCredential"))
              .build();
        }
      }
    }
    return getRemoveVenueCredentialMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ListDailyPerformanceRequest,
      tradewire.execution.v1.ListDailyPerformanceResponse> getListDailyPerformanceMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListDailyPerformance",
      requestType = tradewire.execution.v1.ListDailyPerformanceRequest.class,
      responseType = tradewire.execution.v1.ListDailyPerformanceResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ListDailyPerformanceRequest,
      tradewire.execution.v1.ListDailyPerformanceResponse> getListDailyPerformanceMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ListDailyPerformanceRequest, tradewire.execution.v1.ListDailyPerformanceResponse> getListDailyPerformanceMethod;
    if ((getListDailyPerformanceMethod = AccountServiceGrpc.getListDailyPerformanceMethod) == null) {
      synchronized (AccountServiceGrpc.class) {
        if ((getListDailyPerformanceMethod = AccountServiceGrpc.getListDailyPerformanceMethod) == null) {
          AccountServiceGrpc.getListDailyPerformanceMethod = getListDailyPerformanceMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ListDailyPerformanceRequest, tradewire.execution.v1.ListDailyPerformanceResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListDailyPerformance"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListDailyPerformanceRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListDailyPerformanceResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AccountServiceMethodDescriptorSupplier("ListDailyPerformance"))
              .build();
        }
      }
    }
    return getListDailyPerformanceMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ListInstrumentPerformanceRequest,
      tradewire.execution.v1.ListInstrumentPerformanceResponse> getListInstrumentPerformanceMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListInstrumentPerformance",
      requestType = tradewire.execution.v1.ListInstrumentPerformanceRequest.class,
      responseType = tradewire.execution.v1.ListInstrumentPerformanceResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ListInstrumentPerformanceRequest,
      tradewire.execution.v1.ListInstrumentPerformanceResponse> getListInstrumentPerformanceMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ListInstrumentPerformanceRequest, tradewire.execution.v1.ListInstrumentPerformanceResponse> getListInstrumentPerformanceMethod;
    if ((getListInstrumentPerformanceMethod = AccountServiceGrpc.getListInstrumentPerformanceMethod) == null) {
      synchronized (AccountServiceGrpc.class) {
        if ((getListInstrumentPerformanceMethod = AccountServiceGrpc.getListInstrumentPerformanceMethod) == null) {
          AccountServiceGrpc.getListInstrumentPerformanceMethod = getListInstrumentPerformanceMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ListInstrumentPerformanceRequest, tradewire.execution.v1.ListInstrumentPerformanceResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListInstrumentPerformance"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListInstrumentPerformanceRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListInstrumentPerformanceResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AccountServiceMethodDescriptorSupplier("ListInstrumentPerformance"))
              .build();
        }
      }
    }
    return getListInstrumentPerformanceMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static AccountServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AccountServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AccountServiceStub>() {
        @java.lang.Override
        public AccountServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AccountServiceStub(channel, callOptions);
        }
      };
    return AccountServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static AccountServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AccountServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AccountServiceBlockingV2Stub>() {
        @java.lang.Override
        public AccountServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AccountServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return AccountServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static AccountServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AccountServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AccountServiceBlockingStub>() {
        @java.lang.Override
        public AccountServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AccountServiceBlockingStub(channel, callOptions);
        }
      };
    return AccountServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static AccountServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AccountServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AccountServiceFutureStub>() {
        @java.lang.Override
        public AccountServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AccountServiceFutureStub(channel, callOptions);
        }
      };
    return AccountServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Accounts, their credentials for venues, and how they did.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Creates an account. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void createAccount(tradewire.execution.v1.CreateAccountRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Account> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateAccountMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads an account, deleted ones too.
     * </pre>
     */
    default void getAccount(tradewire.execution.v1.GetAccountRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Account> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetAccountMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists accounts.
     * </pre>
     */
    default void listAccounts(tradewire.execution.v1.ListAccountsRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListAccountsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListAccountsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes an account's name, venues, reporting asset or labels. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void updateAccount(tradewire.execution.v1.UpdateAccountRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Account> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateAccountMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deletes an account softly. Its log stays. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    default void deleteAccount(tradewire.execution.v1.DeleteAccountRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Account> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteAccountMethod(), responseObserver);
    }

    /**
     * <pre>
     * Undoes a deletion. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void undeleteAccount(tradewire.execution.v1.UndeleteAccountRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Account> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUndeleteAccountMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lets a halted account trade again, after a reconciliation.
     * </pre>
     */
    default void resumeAccount(tradewire.execution.v1.ResumeAccountRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Account> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getResumeAccountMethod(), responseObserver);
    }

    /**
     * <pre>
     * Adds a credential for a venue and asks the venue whether it takes it. One
     * that may withdraw is refused with FAILED_PRECONDITION and the reason
     * CREDENTIAL_MAY_WITHDRAW. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void addVenueCredential(tradewire.execution.v1.AddVenueCredentialRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.VenueCredential> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getAddVenueCredentialMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists an account's credentials, without secrets. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    default void listVenueCredentials(tradewire.execution.v1.ListVenueCredentialsRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListVenueCredentialsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListVenueCredentialsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Asks the venue whether it takes a credential and what it may do. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void verifyVenueCredential(tradewire.execution.v1.VerifyVenueCredentialRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.VenueCredential> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getVerifyVenueCredentialMethod(), responseObserver);
    }

    /**
     * <pre>
     * Removes a credential for good. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void removeVenueCredential(tradewire.execution.v1.RemoveVenueCredentialRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.RemoveVenueCredentialResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRemoveVenueCredentialMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says how an account did, day by day.
     * </pre>
     */
    default void listDailyPerformance(tradewire.execution.v1.ListDailyPerformanceRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListDailyPerformanceResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListDailyPerformanceMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says how an account did, instrument by instrument.
     * </pre>
     */
    default void listInstrumentPerformance(tradewire.execution.v1.ListInstrumentPerformanceRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListInstrumentPerformanceResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListInstrumentPerformanceMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service AccountService.
   * <pre>
   * Accounts, their credentials for venues, and how they did.
   * </pre>
   */
  public static abstract class AccountServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return AccountServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service AccountService.
   * <pre>
   * Accounts, their credentials for venues, and how they did.
   * </pre>
   */
  public static final class AccountServiceStub
      extends io.grpc.stub.AbstractAsyncStub<AccountServiceStub> {
    private AccountServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AccountServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AccountServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates an account. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void createAccount(tradewire.execution.v1.CreateAccountRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Account> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateAccountMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads an account, deleted ones too.
     * </pre>
     */
    public void getAccount(tradewire.execution.v1.GetAccountRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Account> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetAccountMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists accounts.
     * </pre>
     */
    public void listAccounts(tradewire.execution.v1.ListAccountsRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListAccountsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListAccountsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes an account's name, venues, reporting asset or labels. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void updateAccount(tradewire.execution.v1.UpdateAccountRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Account> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateAccountMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deletes an account softly. Its log stays. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public void deleteAccount(tradewire.execution.v1.DeleteAccountRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Account> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteAccountMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Undoes a deletion. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void undeleteAccount(tradewire.execution.v1.UndeleteAccountRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Account> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUndeleteAccountMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lets a halted account trade again, after a reconciliation.
     * </pre>
     */
    public void resumeAccount(tradewire.execution.v1.ResumeAccountRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Account> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getResumeAccountMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Adds a credential for a venue and asks the venue whether it takes it. One
     * that may withdraw is refused with FAILED_PRECONDITION and the reason
     * CREDENTIAL_MAY_WITHDRAW. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void addVenueCredential(tradewire.execution.v1.AddVenueCredentialRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.VenueCredential> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getAddVenueCredentialMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists an account's credentials, without secrets. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public void listVenueCredentials(tradewire.execution.v1.ListVenueCredentialsRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListVenueCredentialsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListVenueCredentialsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Asks the venue whether it takes a credential and what it may do. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void verifyVenueCredential(tradewire.execution.v1.VerifyVenueCredentialRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.VenueCredential> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getVerifyVenueCredentialMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Removes a credential for good. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void removeVenueCredential(tradewire.execution.v1.RemoveVenueCredentialRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.RemoveVenueCredentialResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRemoveVenueCredentialMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says how an account did, day by day.
     * </pre>
     */
    public void listDailyPerformance(tradewire.execution.v1.ListDailyPerformanceRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListDailyPerformanceResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListDailyPerformanceMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says how an account did, instrument by instrument.
     * </pre>
     */
    public void listInstrumentPerformance(tradewire.execution.v1.ListInstrumentPerformanceRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListInstrumentPerformanceResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListInstrumentPerformanceMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service AccountService.
   * <pre>
   * Accounts, their credentials for venues, and how they did.
   * </pre>
   */
  public static final class AccountServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<AccountServiceBlockingV2Stub> {
    private AccountServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AccountServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AccountServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates an account. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.Account createAccount(tradewire.execution.v1.CreateAccountRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateAccountMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an account, deleted ones too.
     * </pre>
     */
    public tradewire.execution.v1.Account getAccount(tradewire.execution.v1.GetAccountRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetAccountMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists accounts.
     * </pre>
     */
    public tradewire.execution.v1.ListAccountsResponse listAccounts(tradewire.execution.v1.ListAccountsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListAccountsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes an account's name, venues, reporting asset or labels. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.Account updateAccount(tradewire.execution.v1.UpdateAccountRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateAccountMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes an account softly. Its log stays. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public tradewire.execution.v1.Account deleteAccount(tradewire.execution.v1.DeleteAccountRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteAccountMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Undoes a deletion. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.Account undeleteAccount(tradewire.execution.v1.UndeleteAccountRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUndeleteAccountMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lets a halted account trade again, after a reconciliation.
     * </pre>
     */
    public tradewire.execution.v1.Account resumeAccount(tradewire.execution.v1.ResumeAccountRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getResumeAccountMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Adds a credential for a venue and asks the venue whether it takes it. One
     * that may withdraw is refused with FAILED_PRECONDITION and the reason
     * CREDENTIAL_MAY_WITHDRAW. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.VenueCredential addVenueCredential(tradewire.execution.v1.AddVenueCredentialRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getAddVenueCredentialMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists an account's credentials, without secrets. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public tradewire.execution.v1.ListVenueCredentialsResponse listVenueCredentials(tradewire.execution.v1.ListVenueCredentialsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListVenueCredentialsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Asks the venue whether it takes a credential and what it may do. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.VenueCredential verifyVenueCredential(tradewire.execution.v1.VerifyVenueCredentialRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getVerifyVenueCredentialMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Removes a credential for good. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.RemoveVenueCredentialResponse removeVenueCredential(tradewire.execution.v1.RemoveVenueCredentialRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRemoveVenueCredentialMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says how an account did, day by day.
     * </pre>
     */
    public tradewire.execution.v1.ListDailyPerformanceResponse listDailyPerformance(tradewire.execution.v1.ListDailyPerformanceRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListDailyPerformanceMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says how an account did, instrument by instrument.
     * </pre>
     */
    public tradewire.execution.v1.ListInstrumentPerformanceResponse listInstrumentPerformance(tradewire.execution.v1.ListInstrumentPerformanceRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListInstrumentPerformanceMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service AccountService.
   * <pre>
   * Accounts, their credentials for venues, and how they did.
   * </pre>
   */
  public static final class AccountServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<AccountServiceBlockingStub> {
    private AccountServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AccountServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AccountServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates an account. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.Account createAccount(tradewire.execution.v1.CreateAccountRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateAccountMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an account, deleted ones too.
     * </pre>
     */
    public tradewire.execution.v1.Account getAccount(tradewire.execution.v1.GetAccountRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetAccountMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists accounts.
     * </pre>
     */
    public tradewire.execution.v1.ListAccountsResponse listAccounts(tradewire.execution.v1.ListAccountsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListAccountsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes an account's name, venues, reporting asset or labels. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.Account updateAccount(tradewire.execution.v1.UpdateAccountRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdateAccountMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes an account softly. Its log stays. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public tradewire.execution.v1.Account deleteAccount(tradewire.execution.v1.DeleteAccountRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteAccountMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Undoes a deletion. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.Account undeleteAccount(tradewire.execution.v1.UndeleteAccountRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUndeleteAccountMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lets a halted account trade again, after a reconciliation.
     * </pre>
     */
    public tradewire.execution.v1.Account resumeAccount(tradewire.execution.v1.ResumeAccountRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getResumeAccountMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Adds a credential for a venue and asks the venue whether it takes it. One
     * that may withdraw is refused with FAILED_PRECONDITION and the reason
     * CREDENTIAL_MAY_WITHDRAW. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.VenueCredential addVenueCredential(tradewire.execution.v1.AddVenueCredentialRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getAddVenueCredentialMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists an account's credentials, without secrets. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public tradewire.execution.v1.ListVenueCredentialsResponse listVenueCredentials(tradewire.execution.v1.ListVenueCredentialsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListVenueCredentialsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Asks the venue whether it takes a credential and what it may do. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.VenueCredential verifyVenueCredential(tradewire.execution.v1.VerifyVenueCredentialRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getVerifyVenueCredentialMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Removes a credential for good. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.RemoveVenueCredentialResponse removeVenueCredential(tradewire.execution.v1.RemoveVenueCredentialRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRemoveVenueCredentialMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says how an account did, day by day.
     * </pre>
     */
    public tradewire.execution.v1.ListDailyPerformanceResponse listDailyPerformance(tradewire.execution.v1.ListDailyPerformanceRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListDailyPerformanceMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says how an account did, instrument by instrument.
     * </pre>
     */
    public tradewire.execution.v1.ListInstrumentPerformanceResponse listInstrumentPerformance(tradewire.execution.v1.ListInstrumentPerformanceRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListInstrumentPerformanceMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service AccountService.
   * <pre>
   * Accounts, their credentials for venues, and how they did.
   * </pre>
   */
  public static final class AccountServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<AccountServiceFutureStub> {
    private AccountServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AccountServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AccountServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates an account. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Account> createAccount(
        tradewire.execution.v1.CreateAccountRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateAccountMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads an account, deleted ones too.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Account> getAccount(
        tradewire.execution.v1.GetAccountRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetAccountMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists accounts.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.ListAccountsResponse> listAccounts(
        tradewire.execution.v1.ListAccountsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListAccountsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Changes an account's name, venues, reporting asset or labels. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Account> updateAccount(
        tradewire.execution.v1.UpdateAccountRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdateAccountMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deletes an account softly. Its log stays. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Account> deleteAccount(
        tradewire.execution.v1.DeleteAccountRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteAccountMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Undoes a deletion. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Account> undeleteAccount(
        tradewire.execution.v1.UndeleteAccountRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUndeleteAccountMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lets a halted account trade again, after a reconciliation.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Account> resumeAccount(
        tradewire.execution.v1.ResumeAccountRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getResumeAccountMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Adds a credential for a venue and asks the venue whether it takes it. One
     * that may withdraw is refused with FAILED_PRECONDITION and the reason
     * CREDENTIAL_MAY_WITHDRAW. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.VenueCredential> addVenueCredential(
        tradewire.execution.v1.AddVenueCredentialRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getAddVenueCredentialMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists an account's credentials, without secrets. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.ListVenueCredentialsResponse> listVenueCredentials(
        tradewire.execution.v1.ListVenueCredentialsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListVenueCredentialsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Asks the venue whether it takes a credential and what it may do. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.VenueCredential> verifyVenueCredential(
        tradewire.execution.v1.VerifyVenueCredentialRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getVerifyVenueCredentialMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Removes a credential for good. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.RemoveVenueCredentialResponse> removeVenueCredential(
        tradewire.execution.v1.RemoveVenueCredentialRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRemoveVenueCredentialMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says how an account did, day by day.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.ListDailyPerformanceResponse> listDailyPerformance(
        tradewire.execution.v1.ListDailyPerformanceRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListDailyPerformanceMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says how an account did, instrument by instrument.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.ListInstrumentPerformanceResponse> listInstrumentPerformance(
        tradewire.execution.v1.ListInstrumentPerformanceRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListInstrumentPerformanceMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_CREATE_ACCOUNT = 0;
  private static final int METHODID_GET_ACCOUNT = 1;
  private static final int METHODID_LIST_ACCOUNTS = 2;
  private static final int METHODID_UPDATE_ACCOUNT = 3;
  private static final int METHODID_DELETE_ACCOUNT = 4;
  private static final int METHODID_UNDELETE_ACCOUNT = 5;
  private static final int METHODID_RESUME_ACCOUNT = 6;
  private static final int METHODID_ADD_VENUE_CREDENTIAL = 7;
  private static final int METHODID_LIST_VENUE_CREDENTIALS = 8;
  private static final int METHODID_VERIFY_VENUE_CREDENTIAL = 9;
  private static final int METHODID_REMOVE_VENUE_CREDENTIAL = 10;
  private static final int METHODID_LIST_DAILY_PERFORMANCE = 11;
  private static final int METHODID_LIST_INSTRUMENT_PERFORMANCE = 12;

  private static final class MethodHandlers<Req, Resp> implements
      io.grpc.stub.ServerCalls.UnaryMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ServerStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ClientStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.BidiStreamingMethod<Req, Resp> {
    private final AsyncService serviceImpl;
    private final int methodId;

    MethodHandlers(AsyncService serviceImpl, int methodId) {
      this.serviceImpl = serviceImpl;
      this.methodId = methodId;
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public void invoke(Req request, io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_CREATE_ACCOUNT:
          serviceImpl.createAccount((tradewire.execution.v1.CreateAccountRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Account>) responseObserver);
          break;
        case METHODID_GET_ACCOUNT:
          serviceImpl.getAccount((tradewire.execution.v1.GetAccountRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Account>) responseObserver);
          break;
        case METHODID_LIST_ACCOUNTS:
          serviceImpl.listAccounts((tradewire.execution.v1.ListAccountsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.ListAccountsResponse>) responseObserver);
          break;
        case METHODID_UPDATE_ACCOUNT:
          serviceImpl.updateAccount((tradewire.execution.v1.UpdateAccountRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Account>) responseObserver);
          break;
        case METHODID_DELETE_ACCOUNT:
          serviceImpl.deleteAccount((tradewire.execution.v1.DeleteAccountRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Account>) responseObserver);
          break;
        case METHODID_UNDELETE_ACCOUNT:
          serviceImpl.undeleteAccount((tradewire.execution.v1.UndeleteAccountRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Account>) responseObserver);
          break;
        case METHODID_RESUME_ACCOUNT:
          serviceImpl.resumeAccount((tradewire.execution.v1.ResumeAccountRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Account>) responseObserver);
          break;
        case METHODID_ADD_VENUE_CREDENTIAL:
          serviceImpl.addVenueCredential((tradewire.execution.v1.AddVenueCredentialRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.VenueCredential>) responseObserver);
          break;
        case METHODID_LIST_VENUE_CREDENTIALS:
          serviceImpl.listVenueCredentials((tradewire.execution.v1.ListVenueCredentialsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.ListVenueCredentialsResponse>) responseObserver);
          break;
        case METHODID_VERIFY_VENUE_CREDENTIAL:
          serviceImpl.verifyVenueCredential((tradewire.execution.v1.VerifyVenueCredentialRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.VenueCredential>) responseObserver);
          break;
        case METHODID_REMOVE_VENUE_CREDENTIAL:
          serviceImpl.removeVenueCredential((tradewire.execution.v1.RemoveVenueCredentialRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.RemoveVenueCredentialResponse>) responseObserver);
          break;
        case METHODID_LIST_DAILY_PERFORMANCE:
          serviceImpl.listDailyPerformance((tradewire.execution.v1.ListDailyPerformanceRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.ListDailyPerformanceResponse>) responseObserver);
          break;
        case METHODID_LIST_INSTRUMENT_PERFORMANCE:
          serviceImpl.listInstrumentPerformance((tradewire.execution.v1.ListInstrumentPerformanceRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.ListInstrumentPerformanceResponse>) responseObserver);
          break;
        default:
          throw new AssertionError();
      }
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public io.grpc.stub.StreamObserver<Req> invoke(
        io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getCreateAccountMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.CreateAccountRequest,
              tradewire.execution.v1.Account>(
                service, METHODID_CREATE_ACCOUNT)))
        .addMethod(
          getGetAccountMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.GetAccountRequest,
              tradewire.execution.v1.Account>(
                service, METHODID_GET_ACCOUNT)))
        .addMethod(
          getListAccountsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ListAccountsRequest,
              tradewire.execution.v1.ListAccountsResponse>(
                service, METHODID_LIST_ACCOUNTS)))
        .addMethod(
          getUpdateAccountMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.UpdateAccountRequest,
              tradewire.execution.v1.Account>(
                service, METHODID_UPDATE_ACCOUNT)))
        .addMethod(
          getDeleteAccountMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.DeleteAccountRequest,
              tradewire.execution.v1.Account>(
                service, METHODID_DELETE_ACCOUNT)))
        .addMethod(
          getUndeleteAccountMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.UndeleteAccountRequest,
              tradewire.execution.v1.Account>(
                service, METHODID_UNDELETE_ACCOUNT)))
        .addMethod(
          getResumeAccountMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ResumeAccountRequest,
              tradewire.execution.v1.Account>(
                service, METHODID_RESUME_ACCOUNT)))
        .addMethod(
          getAddVenueCredentialMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.AddVenueCredentialRequest,
              tradewire.execution.v1.VenueCredential>(
                service, METHODID_ADD_VENUE_CREDENTIAL)))
        .addMethod(
          getListVenueCredentialsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ListVenueCredentialsRequest,
              tradewire.execution.v1.ListVenueCredentialsResponse>(
                service, METHODID_LIST_VENUE_CREDENTIALS)))
        .addMethod(
          getVerifyVenueCredentialMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.VerifyVenueCredentialRequest,
              tradewire.execution.v1.VenueCredential>(
                service, METHODID_VERIFY_VENUE_CREDENTIAL)))
        .addMethod(
          getRemoveVenueCredentialMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.RemoveVenueCredentialRequest,
              tradewire.execution.v1.RemoveVenueCredentialResponse>(
                service, METHODID_REMOVE_VENUE_CREDENTIAL)))
        .addMethod(
          getListDailyPerformanceMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ListDailyPerformanceRequest,
              tradewire.execution.v1.ListDailyPerformanceResponse>(
                service, METHODID_LIST_DAILY_PERFORMANCE)))
        .addMethod(
          getListInstrumentPerformanceMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ListInstrumentPerformanceRequest,
              tradewire.execution.v1.ListInstrumentPerformanceResponse>(
                service, METHODID_LIST_INSTRUMENT_PERFORMANCE)))
        .build();
  }

  private static abstract class AccountServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    AccountServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return tradewire.execution.v1.AccountServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("AccountService");
    }
  }

  private static final class AccountServiceFileDescriptorSupplier
      extends AccountServiceBaseDescriptorSupplier {
    AccountServiceFileDescriptorSupplier() {}
  }

  private static final class AccountServiceMethodDescriptorSupplier
      extends AccountServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    AccountServiceMethodDescriptorSupplier(java.lang.String methodName) {
      this.methodName = methodName;
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.MethodDescriptor getMethodDescriptor() {
      return getServiceDescriptor().findMethodByName(methodName);
    }
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (AccountServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new AccountServiceFileDescriptorSupplier())
              .addMethod(getCreateAccountMethod())
              .addMethod(getGetAccountMethod())
              .addMethod(getListAccountsMethod())
              .addMethod(getUpdateAccountMethod())
              .addMethod(getDeleteAccountMethod())
              .addMethod(getUndeleteAccountMethod())
              .addMethod(getResumeAccountMethod())
              .addMethod(getAddVenueCredentialMethod())
              .addMethod(getListVenueCredentialsMethod())
              .addMethod(getVerifyVenueCredentialMethod())
              .addMethod(getRemoveVenueCredentialMethod())
              .addMethod(getListDailyPerformanceMethod())
              .addMethod(getListInstrumentPerformanceMethod())
              .build();
        }
      }
    }
    return result;
  }
}
