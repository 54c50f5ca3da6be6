package tradewire.execution.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Venues, and whether ours and theirs agree.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class VenueServiceGrpc {

  private VenueServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "tradewire.execution.v1.VenueService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.GetVenueRequest,
      tradewire.execution.v1.Venue> getGetVenueMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetVenue",
      requestType = tradewire.execution.v1.GetVenueRequest.class,
      responseType = tradewire.execution.v1.Venue.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.GetVenueRequest,
      tradewire.execution.v1.Venue> getGetVenueMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.GetVenueRequest, tradewire.execution.v1.Venue> getGetVenueMethod;
    if ((getGetVenueMethod = VenueServiceGrpc.getGetVenueMethod) == null) {
      synchronized (VenueServiceGrpc.class) {
        if ((getGetVenueMethod = VenueServiceGrpc.getGetVenueMethod) == null) {
          VenueServiceGrpc.getGetVenueMethod = getGetVenueMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.GetVenueRequest, tradewire.execution.v1.Venue>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetVenue"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.GetVenueRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Venue.getDefaultInstance()))
              .setSchemaDescriptor(new VenueServiceMethodDescriptorSupplier("GetVenue"))
              .build();
        }
      }
    }
    return getGetVenueMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ListVenuesRequest,
      tradewire.execution.v1.ListVenuesResponse> getListVenuesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListVenues",
      requestType = tradewire.execution.v1.ListVenuesRequest.class,
      responseType = tradewire.execution.v1.ListVenuesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ListVenuesRequest,
      tradewire.execution.v1.ListVenuesResponse> getListVenuesMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ListVenuesRequest, tradewire.execution.v1.ListVenuesResponse> getListVenuesMethod;
    if ((getListVenuesMethod = VenueServiceGrpc.getListVenuesMethod) == null) {
      synchronized (VenueServiceGrpc.class) {
        if ((getListVenuesMethod = VenueServiceGrpc.getListVenuesMethod) == null) {
          VenueServiceGrpc.getListVenuesMethod = getListVenuesMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ListVenuesRequest, tradewire.execution.v1.ListVenuesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListVenues"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListVenuesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListVenuesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new VenueServiceMethodDescriptorSupplier("ListVenues"))
              .build();
        }
      }
    }
    return getListVenuesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ReconcileAccountRequest,
      tradewire.execution.v1.ReconcileAccountResponse> getReconcileAccountMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ReconcileAccount",
      requestType = tradewire.execution.v1.ReconcileAccountRequest.class,
      responseType = tradewire.execution.v1.ReconcileAccountResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ReconcileAccountRequest,
      tradewire.execution.v1.ReconcileAccountResponse> getReconcileAccountMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ReconcileAccountRequest, tradewire.execution.v1.ReconcileAccountResponse> getReconcileAccountMethod;
    if ((getReconcileAccountMethod = VenueServiceGrpc.getReconcileAccountMethod) == null) {
      synchronized (VenueServiceGrpc.class) {
        if ((getReconcileAccountMethod = VenueServiceGrpc.getReconcileAccountMethod) == null) {
          VenueServiceGrpc.getReconcileAccountMethod = getReconcileAccountMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ReconcileAccountRequest, tradewire.execution.v1.ReconcileAccountResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ReconcileAccount"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ReconcileAccountRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ReconcileAccountResponse.getDefaultInstance()))
              .setSchemaDescriptor(new VenueServiceMethodDescriptorSupplier("ReconcileAccount"))
              .build();
        }
      }
    }
    return getReconcileAccountMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.GetReconciliationRequest,
      tradewire.execution.v1.Reconciliation> getGetReconciliationMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetReconciliation",
      requestType = tradewire.execution.v1.GetReconciliationRequest.class,
      responseType = tradewire.execution.v1.Reconciliation.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.GetReconciliationRequest,
      tradewire.execution.v1.Reconciliation> getGetReconciliationMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.GetReconciliationRequest, tradewire.execution.v1.Reconciliation> getGetReconciliationMethod;
    if ((getGetReconciliationMethod = VenueServiceGrpc.getGetReconciliationMethod) == null) {
      synchronized (VenueServiceGrpc.class) {
        if ((getGetReconciliationMethod = VenueServiceGrpc.getGetReconciliationMethod) == null) {
          VenueServiceGrpc.getGetReconciliationMethod = getGetReconciliationMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.GetReconciliationRequest, tradewire.execution.v1.Reconciliation>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetReconciliation"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.GetReconciliationRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Reconciliation.getDefaultInstance()))
              .setSchemaDescriptor(new VenueServiceMethodDescriptorSupplier("GetReconciliation"))
              .build();
        }
      }
    }
    return getGetReconciliationMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ListReconciliationsRequest,
      tradewire.execution.v1.ListReconciliationsResponse> getListReconciliationsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListReconciliations",
      requestType = tradewire.execution.v1.ListReconciliationsRequest.class,
      responseType = tradewire.execution.v1.ListReconciliationsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ListReconciliationsRequest,
      tradewire.execution.v1.ListReconciliationsResponse> getListReconciliationsMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ListReconciliationsRequest, tradewire.execution.v1.ListReconciliationsResponse> getListReconciliationsMethod;
    if ((getListReconciliationsMethod = VenueServiceGrpc.getListReconciliationsMethod) == null) {
      synchronized (VenueServiceGrpc.class) {
        if ((getListReconciliationsMethod = VenueServiceGrpc.getListReconciliationsMethod) == null) {
          VenueServiceGrpc.getListReconciliationsMethod = getListReconciliationsMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ListReconciliationsRequest, tradewire.execution.v1.ListReconciliationsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListReconciliations"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListReconciliationsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListReconciliationsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new VenueServiceMethodDescriptorSupplier("ListReconciliations"))
              .build();
        }
      }
    }
    return getListReconciliationsMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static VenueServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<VenueServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<VenueServiceStub>() {
        @java.lang.Override
        public VenueServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new VenueServiceStub(channel, callOptions);
        }
      };
    return VenueServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static VenueServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<VenueServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<VenueServiceBlockingV2Stub>() {
        @java.lang.Override
        public VenueServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new VenueServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return VenueServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static VenueServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<VenueServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<VenueServiceBlockingStub>() {
        @java.lang.Override
        public VenueServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new VenueServiceBlockingStub(channel, callOptions);
        }
      };
    return VenueServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static VenueServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<VenueServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<VenueServiceFutureStub>() {
        @java.lang.Override
        public VenueServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new VenueServiceFutureStub(channel, callOptions);
        }
      };
    return VenueServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Venues, and whether ours and theirs agree.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Reads a venue: what it can do and how it is doing.
     * </pre>
     */
    default void getVenue(tradewire.execution.v1.GetVenueRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Venue> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetVenueMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists venues with what they can do and how they are doing.
     * </pre>
     */
    default void listVenues(tradewire.execution.v1.ListVenuesRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListVenuesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListVenuesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Compares an account with its venues now and corrects what differs. Answers
     * when it ended. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void reconcileAccount(tradewire.execution.v1.ReconcileAccountRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ReconcileAccountResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getReconcileAccountMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads a reconciliation. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void getReconciliation(tradewire.execution.v1.GetReconciliationRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Reconciliation> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetReconciliationMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists reconciliations, newest first. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    default void listReconciliations(tradewire.execution.v1.ListReconciliationsRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListReconciliationsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListReconciliationsMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service VenueService.
   * <pre>
   * Venues, and whether ours and theirs agree.
   * </pre>
   */
  public static abstract class VenueServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return VenueServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service VenueService.
   * <pre>
   * Venues, and whether ours and theirs agree.
   * </pre>
   */
  public static final class VenueServiceStub
      extends io.grpc.stub.AbstractAsyncStub<VenueServiceStub> {
    private VenueServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected VenueServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new VenueServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Reads a venue: what it can do and how it is doing.
     * </pre>
     */
    public void getVenue(tradewire.execution.v1.GetVenueRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Venue> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetVenueMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists venues with what they can do and how they are doing.
     * </pre>
     */
    public void listVenues(tradewire.execution.v1.ListVenuesRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListVenuesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListVenuesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Compares an account with its venues now and corrects what differs. Answers
     * when it ended. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void reconcileAccount(tradewire.execution.v1.ReconcileAccountRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ReconcileAccountResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getReconcileAccountMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads a reconciliation. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void getReconciliation(tradewire.execution.v1.GetReconciliationRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Reconciliation> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetReconciliationMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists reconciliations, newest first. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public void listReconciliations(tradewire.execution.v1.ListReconciliationsRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListReconciliationsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListReconciliationsMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service VenueService.
   * <pre>
   * Venues, and whether ours and theirs agree.
   * </pre>
   */
  public static final class VenueServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<VenueServiceBlockingV2Stub> {
    private VenueServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected VenueServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new VenueServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Reads a venue: what it can do and how it is doing.
     * </pre>
     */
    public tradewire.execution.v1.Venue getVenue(tradewire.execution.v1.GetVenueRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetVenueMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists venues with what they can do and how they are doing.
     * </pre>
     */
    public tradewire.execution.v1.ListVenuesResponse listVenues(tradewire.execution.v1.ListVenuesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListVenuesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Compares an account with its venues now and corrects what differs. Answers
     * when it ended. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.ReconcileAccountResponse reconcileAccount(tradewire.execution.v1.ReconcileAccountRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getReconcileAccountMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads a reconciliation. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.Reconciliation getReconciliation(tradewire.execution.v1.GetReconciliationRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetReconciliationMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists reconciliations, newest first. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public tradewire.execution.v1.ListReconciliationsResponse listReconciliations(tradewire.execution.v1.ListReconciliationsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListReconciliationsMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service VenueService.
   * <pre>
   * Venues, and whether ours and theirs agree.
   * </pre>
   */
  public static final class VenueServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<VenueServiceBlockingStub> {
    private VenueServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected VenueServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new VenueServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Reads a venue: what it can do and how it is doing.
     * </pre>
     */
    public tradewire.execution.v1.Venue getVenue(tradewire.execution.v1.GetVenueRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetVenueMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists venues with what they can do and how they are doing.
     * </pre>
     */
    public tradewire.execution.v1.ListVenuesResponse listVenues(tradewire.execution.v1.ListVenuesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListVenuesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Compares an account with its venues now and corrects what differs. Answers
     * when it ended. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.ReconcileAccountResponse reconcileAccount(tradewire.execution.v1.ReconcileAccountRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getReconcileAccountMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads a reconciliation. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.Reconciliation getReconciliation(tradewire.execution.v1.GetReconciliationRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetReconciliationMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists reconciliations, newest first. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public tradewire.execution.v1.ListReconciliationsResponse listReconciliations(tradewire.execution.v1.ListReconciliationsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListReconciliationsMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service VenueService.
   * <pre>
   * Venues, and whether ours and theirs agree.
   * </pre>
   */
  public static final class VenueServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<VenueServiceFutureStub> {
    private VenueServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected VenueServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new VenueServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Reads a venue: what it can do and how it is doing.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Venue> getVenue(
        tradewire.execution.v1.GetVenueRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetVenueMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists venues with what they can do and how they are doing.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.ListVenuesResponse> listVenues(
        tradewire.execution.v1.ListVenuesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListVenuesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Compares an account with its venues now and corrects what differs. Answers
     * when it ended. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.ReconcileAccountResponse> reconcileAccount(
        tradewire.execution.v1.ReconcileAccountRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getReconcileAccountMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads a reconciliation. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Reconciliation> getReconciliation(
        tradewire.execution.v1.GetReconciliationRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetReconciliationMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists reconciliations, newest first. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.ListReconciliationsResponse> listReconciliations(
        tradewire.execution.v1.ListReconciliationsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListReconciliationsMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_GET_VENUE = 0;
  private static final int METHODID_LIST_VENUES = 1;
  private static final int METHODID_RECONCILE_ACCOUNT = 2;
  private static final int METHODID_GET_RECONCILIATION = 3;
  private static final int METHODID_LIST_RECONCILIATIONS = 4;

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
        case METHODID_GET_VENUE:
          serviceImpl.getVenue((tradewire.execution.v1.GetVenueRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Venue>) responseObserver);
          break;
        case METHODID_LIST_VENUES:
          serviceImpl.listVenues((tradewire.execution.v1.ListVenuesRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.ListVenuesResponse>) responseObserver);
          break;
        case METHODID_RECONCILE_ACCOUNT:
          serviceImpl.reconcileAccount((tradewire.execution.v1.ReconcileAccountRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.ReconcileAccountResponse>) responseObserver);
          break;
        case METHODID_GET_RECONCILIATION:
          serviceImpl.getReconciliation((tradewire.execution.v1.GetReconciliationRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Reconciliation>) responseObserver);
          break;
        case METHODID_LIST_RECONCILIATIONS:
          serviceImpl.listReconciliations((tradewire.execution.v1.ListReconciliationsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.ListReconciliationsResponse>) responseObserver);
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
          getGetVenueMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.GetVenueRequest,
              tradewire.execution.v1.Venue>(
                service, METHODID_GET_VENUE)))
        .addMethod(
          getListVenuesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ListVenuesRequest,
              tradewire.execution.v1.ListVenuesResponse>(
                service, METHODID_LIST_VENUES)))
        .addMethod(
          getReconcileAccountMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ReconcileAccountRequest,
              tradewire.execution.v1.ReconcileAccountResponse>(
                service, METHODID_RECONCILE_ACCOUNT)))
        .addMethod(
          getGetReconciliationMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.GetReconciliationRequest,
              tradewire.execution.v1.Reconciliation>(
                service, METHODID_GET_RECONCILIATION)))
        .addMethod(
          getListReconciliationsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ListReconciliationsRequest,
              tradewire.execution.v1.ListReconciliationsResponse>(
                service, METHODID_LIST_RECONCILIATIONS)))
        .build();
  }

  private static abstract class VenueServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    VenueServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return tradewire.execution.v1.VenueServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("VenueService");
    }
  }

  private static final class VenueServiceFileDescriptorSupplier
      extends VenueServiceBaseDescriptorSupplier {
    VenueServiceFileDescriptorSupplier() {}
  }

  private static final class VenueServiceMethodDescriptorSupplier
      extends VenueServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    VenueServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (VenueServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new VenueServiceFileDescriptorSupplier())
              .addMethod(getGetVenueMethod())
              .addMethod(getListVenuesMethod())
              .addMethod(getReconcileAccountMethod())
              .addMethod(getGetReconciliationMethod())
              .addMethod(getListReconciliationsMethod())
              .build();
        }
      }
    }
    return result;
  }
}
