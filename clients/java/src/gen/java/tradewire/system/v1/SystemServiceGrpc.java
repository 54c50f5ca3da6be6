package tradewire.system.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Tells how the platform itself is: its processes, what happens to them, and
 * what travels on the bus. It answers when the bus is down.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class SystemServiceGrpc {

  private SystemServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "tradewire.system.v1.SystemService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<tradewire.system.v1.GetComponentRequest,
      tradewire.system.v1.Component> getGetComponentMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetComponent",
      requestType = tradewire.system.v1.GetComponentRequest.class,
      responseType = tradewire.system.v1.Component.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.system.v1.GetComponentRequest,
      tradewire.system.v1.Component> getGetComponentMethod() {
    io.grpc.MethodDescriptor<tradewire.system.v1.GetComponentRequest, tradewire.system.v1.Component> getGetComponentMethod;
    if ((getGetComponentMethod = SystemServiceGrpc.getGetComponentMethod) == null) {
      synchronized (SystemServiceGrpc.class) {
        if ((getGetComponentMethod = SystemServiceGrpc.getGetComponentMethod) == null) {
          SystemServiceGrpc.getGetComponentMethod = getGetComponentMethod =
              io.grpc.MethodDescriptor.<tradewire.system.v1.GetComponentRequest, tradewire.system.v1.Component>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetComponent"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.system.v1.GetComponentRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.system.v1.Component.getDefaultInstance()))
              .setSchemaDescriptor(new SystemServiceMethodDescriptorSupplier("GetComponent"))
              .build();
        }
      }
    }
    return getGetComponentMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.system.v1.ListComponentsRequest,
      tradewire.system.v1.ListComponentsResponse> getListComponentsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListComponents",
      requestType = tradewire.system.v1.ListComponentsRequest.class,
      responseType = tradewire.system.v1.ListComponentsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.system.v1.ListComponentsRequest,
      tradewire.system.v1.ListComponentsResponse> getListComponentsMethod() {
    io.grpc.MethodDescriptor<tradewire.system.v1.ListComponentsRequest, tradewire.system.v1.ListComponentsResponse> getListComponentsMethod;
    if ((getListComponentsMethod = SystemServiceGrpc.getListComponentsMethod) == null) {
      synchronized (SystemServiceGrpc.class) {
        if ((getListComponentsMethod = SystemServiceGrpc.getListComponentsMethod) == null) {
          SystemServiceGrpc.getListComponentsMethod = getListComponentsMethod =
              io.grpc.MethodDescriptor.<tradewire.system.v1.ListComponentsRequest, tradewire.system.v1.ListComponentsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListComponents"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.system.v1.ListComponentsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.system.v1.ListComponentsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SystemServiceMethodDescriptorSupplier("ListComponents"))
              .build();
        }
      }
    }
    return getListComponentsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.system.v1.StreamComponentEventsRequest,
      tradewire.system.v1.StreamComponentEventsResponse> getStreamComponentEventsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StreamComponentEvents",
      requestType = tradewire.system.v1.StreamComponentEventsRequest.class,
      responseType = tradewire.system.v1.StreamComponentEventsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<tradewire.system.v1.StreamComponentEventsRequest,
      tradewire.system.v1.StreamComponentEventsResponse> getStreamComponentEventsMethod() {
    io.grpc.MethodDescriptor<tradewire.system.v1.StreamComponentEventsRequest, tradewire.system.v1.StreamComponentEventsResponse> getStreamComponentEventsMethod;
    if ((getStreamComponentEventsMethod = SystemServiceGrpc.getStreamComponentEventsMethod) == null) {
      synchronized (SystemServiceGrpc.class) {
        if ((getStreamComponentEventsMethod = SystemServiceGrpc.getStreamComponentEventsMethod) == null) {
          SystemServiceGrpc.getStreamComponentEventsMethod = getStreamComponentEventsMethod =
              io.grpc.MethodDescriptor.<tradewire.system.v1.StreamComponentEventsRequest, tradewire.system.v1.StreamComponentEventsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StreamComponentEvents"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.system.v1.StreamComponentEventsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.system.v1.StreamComponentEventsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SystemServiceMethodDescriptorSupplier("StreamComponentEvents"))
              .build();
        }
      }
    }
    return getStreamComponentEventsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.system.v1.ListBusSubjectsRequest,
      tradewire.system.v1.ListBusSubjectsResponse> getListBusSubjectsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListBusSubjects",
      requestType = tradewire.system.v1.ListBusSubjectsRequest.class,
      responseType = tradewire.system.v1.ListBusSubjectsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.system.v1.ListBusSubjectsRequest,
      tradewire.system.v1.ListBusSubjectsResponse> getListBusSubjectsMethod() {
    io.grpc.MethodDescriptor<tradewire.system.v1.ListBusSubjectsRequest, tradewire.system.v1.ListBusSubjectsResponse> getListBusSubjectsMethod;
    if ((getListBusSubjectsMethod = SystemServiceGrpc.getListBusSubjectsMethod) == null) {
      synchronized (SystemServiceGrpc.class) {
        if ((getListBusSubjectsMethod = SystemServiceGrpc.getListBusSubjectsMethod) == null) {
          SystemServiceGrpc.getListBusSubjectsMethod = getListBusSubjectsMethod =
              io.grpc.MethodDescriptor.<tradewire.system.v1.ListBusSubjectsRequest, tradewire.system.v1.ListBusSubjectsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListBusSubjects"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.system.v1.ListBusSubjectsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.system.v1.ListBusSubjectsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SystemServiceMethodDescriptorSupplier("ListBusSubjects"))
              .build();
        }
      }
    }
    return getListBusSubjectsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.system.v1.ListDeadLettersRequest,
      tradewire.system.v1.ListDeadLettersResponse> getListDeadLettersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListDeadLetters",
      requestType = tradewire.system.v1.ListDeadLettersRequest.class,
      responseType = tradewire.system.v1.ListDeadLettersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.system.v1.ListDeadLettersRequest,
      tradewire.system.v1.ListDeadLettersResponse> getListDeadLettersMethod() {
    io.grpc.MethodDescriptor<tradewire.system.v1.ListDeadLettersRequest, tradewire.system.v1.ListDeadLettersResponse> getListDeadLettersMethod;
    if ((getListDeadLettersMethod = SystemServiceGrpc.getListDeadLettersMethod) == null) {
      synchronized (SystemServiceGrpc.class) {
        if ((getListDeadLettersMethod = SystemServiceGrpc.getListDeadLettersMethod) == null) {
          SystemServiceGrpc.getListDeadLettersMethod = getListDeadLettersMethod =
              io.grpc.MethodDescriptor.<tradewire.system.v1.ListDeadLettersRequest, tradewire.system.v1.ListDeadLettersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListDeadLetters"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.system.v1.ListDeadLettersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.system.v1.ListDeadLettersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SystemServiceMethodDescriptorSupplier("ListDeadLetters"))
              .build();
        }
      }
    }
    return getListDeadLettersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.system.v1.ReplayDeadLetterRequest,
      tradewire.system.v1.DeadLetter> getReplayDeadLetterMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ReplayDeadLetter",
      requestType = tradewire.system.v1.ReplayDeadLetterRequest.class,
      responseType = tradewire.system.v1.DeadLetter.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.system.v1.ReplayDeadLetterRequest,
      tradewire.system.v1.DeadLetter> getReplayDeadLetterMethod() {
    io.grpc.MethodDescriptor<tradewire.system.v1.ReplayDeadLetterRequest, tradewire.system.v1.DeadLetter> getReplayDeadLetterMethod;
    if ((getReplayDeadLetterMethod = SystemServiceGrpc.getReplayDeadLetterMethod) == null) {
      synchronized (SystemServiceGrpc.class) {
        if ((getReplayDeadLetterMethod = SystemServiceGrpc.getReplayDeadLetterMethod) == null) {
          SystemServiceGrpc.getReplayDeadLetterMethod = getReplayDeadLetterMethod =
              io.grpc.MethodDescriptor.<tradewire.system.v1.ReplayDeadLetterRequest, tradewire.system.v1.DeadLetter>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ReplayDeadLetter"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.system.v1.ReplayDeadLetterRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.system.v1.DeadLetter.getDefaultInstance()))
              .setSchemaDescriptor(new SystemServiceMethodDescriptorSupplier("ReplayDeadLetter"))
              .build();
        }
      }
    }
    return getReplayDeadLetterMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static SystemServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SystemServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SystemServiceStub>() {
        @java.lang.Override
        public SystemServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SystemServiceStub(channel, callOptions);
        }
      };
    return SystemServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static SystemServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SystemServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SystemServiceBlockingV2Stub>() {
        @java.lang.Override
        public SystemServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SystemServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return SystemServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static SystemServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SystemServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SystemServiceBlockingStub>() {
        @java.lang.Override
        public SystemServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SystemServiceBlockingStub(channel, callOptions);
        }
      };
    return SystemServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static SystemServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SystemServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SystemServiceFutureStub>() {
        @java.lang.Override
        public SystemServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SystemServiceFutureStub(channel, callOptions);
        }
      };
    return SystemServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Tells how the platform itself is: its processes, what happens to them, and
   * what travels on the bus. It answers when the bus is down.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Gets a component and how it is. NOT_FOUND where there is none.
     * </pre>
     */
    default void getComponent(tradewire.system.v1.GetComponentRequest request,
        io.grpc.stub.StreamObserver<tradewire.system.v1.Component> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetComponentMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists components and how they are, by id.
     * </pre>
     */
    default void listComponents(tradewire.system.v1.ListComponentsRequest request,
        io.grpc.stub.StreamObserver<tradewire.system.v1.ListComponentsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListComponentsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams what happens to components. OUT_OF_RANGE where the position is of
     * another log.
     * </pre>
     */
    default void streamComponentEvents(tradewire.system.v1.StreamComponentEventsRequest request,
        io.grpc.stub.StreamObserver<tradewire.system.v1.StreamComponentEventsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStreamComponentEventsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the bus's subjects: what travels where, whose it is and how long it is
     * kept.
     * </pre>
     */
    default void listBusSubjects(tradewire.system.v1.ListBusSubjectsRequest request,
        io.grpc.stub.StreamObserver<tradewire.system.v1.ListBusSubjectsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListBusSubjectsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists events that a consumer could not handle, oldest first.
     * </pre>
     */
    default void listDeadLetters(tradewire.system.v1.ListDeadLettersRequest request,
        io.grpc.stub.StreamObserver<tradewire.system.v1.ListDeadLettersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListDeadLettersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Hands a dead letter to its consumer again, in the process that has the
     * consumer. FAILED_PRECONDITION where it cannot be handled still: it stays, and
     * the error says why; or where another process has the consumer.
     * </pre>
     */
    default void replayDeadLetter(tradewire.system.v1.ReplayDeadLetterRequest request,
        io.grpc.stub.StreamObserver<tradewire.system.v1.DeadLetter> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getReplayDeadLetterMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service SystemService.
   * <pre>
   * Tells how the platform itself is: its processes, what happens to them, and
   * what travels on the bus. It answers when the bus is down.
   * </pre>
   */
  public static abstract class SystemServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return SystemServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service SystemService.
   * <pre>
   * Tells how the platform itself is: its processes, what happens to them, and
   * what travels on the bus. It answers when the bus is down.
   * </pre>
   */
  public static final class SystemServiceStub
      extends io.grpc.stub.AbstractAsyncStub<SystemServiceStub> {
    private SystemServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SystemServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SystemServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Gets a component and how it is. NOT_FOUND where there is none.
     * </pre>
     */
    public void getComponent(tradewire.system.v1.GetComponentRequest request,
        io.grpc.stub.StreamObserver<tradewire.system.v1.Component> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetComponentMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists components and how they are, by id.
     * </pre>
     */
    public void listComponents(tradewire.system.v1.ListComponentsRequest request,
        io.grpc.stub.StreamObserver<tradewire.system.v1.ListComponentsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListComponentsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams what happens to components. OUT_OF_RANGE where the position is of
     * another log.
     * </pre>
     */
    public void streamComponentEvents(tradewire.system.v1.StreamComponentEventsRequest request,
        io.grpc.stub.StreamObserver<tradewire.system.v1.StreamComponentEventsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getStreamComponentEventsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the bus's subjects: what travels where, whose it is and how long it is
     * kept.
     * </pre>
     */
    public void listBusSubjects(tradewire.system.v1.ListBusSubjectsRequest request,
        io.grpc.stub.StreamObserver<tradewire.system.v1.ListBusSubjectsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListBusSubjectsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists events that a consumer could not handle, oldest first.
     * </pre>
     */
    public void listDeadLetters(tradewire.system.v1.ListDeadLettersRequest request,
        io.grpc.stub.StreamObserver<tradewire.system.v1.ListDeadLettersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListDeadLettersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Hands a dead letter to its consumer again, in the process that has the
     * consumer. FAILED_PRECONDITION where it cannot be handled still: it stays, and
     * the error says why; or where another process has the consumer.
     * </pre>
     */
    public void replayDeadLetter(tradewire.system.v1.ReplayDeadLetterRequest request,
        io.grpc.stub.StreamObserver<tradewire.system.v1.DeadLetter> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getReplayDeadLetterMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service SystemService.
   * <pre>
   * Tells how the platform itself is: its processes, what happens to them, and
   * what travels on the bus. It answers when the bus is down.
   * </pre>
   */
  public static final class SystemServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<SystemServiceBlockingV2Stub> {
    private SystemServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SystemServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SystemServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Gets a component and how it is. NOT_FOUND where there is none.
     * </pre>
     */
    public tradewire.system.v1.Component getComponent(tradewire.system.v1.GetComponentRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetComponentMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists components and how they are, by id.
     * </pre>
     */
    public tradewire.system.v1.ListComponentsResponse listComponents(tradewire.system.v1.ListComponentsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListComponentsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams what happens to components. OUT_OF_RANGE where the position is of
     * another log.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, tradewire.system.v1.StreamComponentEventsResponse>
        streamComponentEvents(tradewire.system.v1.StreamComponentEventsRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getStreamComponentEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the bus's subjects: what travels where, whose it is and how long it is
     * kept.
     * </pre>
     */
    public tradewire.system.v1.ListBusSubjectsResponse listBusSubjects(tradewire.system.v1.ListBusSubjectsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListBusSubjectsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists events that a consumer could not handle, oldest first.
     * </pre>
     */
    public tradewire.system.v1.ListDeadLettersResponse listDeadLetters(tradewire.system.v1.ListDeadLettersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Hands a dead letter to its consumer again, in the process that has the
     * consumer. FAILED_PRECONDITION where it cannot be handled still: it stays, and
     * the error says why; or where another process has the consumer.
     * </pre>
     */
    public tradewire.system.v1.DeadLetter replayDeadLetter(tradewire.system.v1.ReplayDeadLetterRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getReplayDeadLetterMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service SystemService.
   * <pre>
   * Tells how the platform itself is: its processes, what happens to them, and
   * what travels on the bus. It answers when the bus is down.
   * </pre>
   */
  public static final class SystemServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<SystemServiceBlockingStub> {
    private SystemServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SystemServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SystemServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Gets a component and how it is. NOT_FOUND where there is none.
     * </pre>
     */
    public tradewire.system.v1.Component getComponent(tradewire.system.v1.GetComponentRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetComponentMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists components and how they are, by id.
     * </pre>
     */
    public tradewire.system.v1.ListComponentsResponse listComponents(tradewire.system.v1.ListComponentsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListComponentsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams what happens to components. OUT_OF_RANGE where the position is of
     * another log.
     * </pre>
     */
    public java.util.Iterator<tradewire.system.v1.StreamComponentEventsResponse> streamComponentEvents(
        tradewire.system.v1.StreamComponentEventsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getStreamComponentEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the bus's subjects: what travels where, whose it is and how long it is
     * kept.
     * </pre>
     */
    public tradewire.system.v1.ListBusSubjectsResponse listBusSubjects(tradewire.system.v1.ListBusSubjectsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListBusSubjectsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists events that a consumer could not handle, oldest first.
     * </pre>
     */
    public tradewire.system.v1.ListDeadLettersResponse listDeadLetters(tradewire.system.v1.ListDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Hands a dead letter to its consumer again, in the process that has the
     * consumer. FAILED_PRECONDITION where it cannot be handled still: it stays, and
     * the error says why; or where another process has the consumer.
     * </pre>
     */
    public tradewire.system.v1.DeadLetter replayDeadLetter(tradewire.system.v1.ReplayDeadLetterRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getReplayDeadLetterMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service SystemService.
   * <pre>
   * Tells how the platform itself is: its processes, what happens to them, and
   * what travels on the bus. It answers when the bus is down.
   * </pre>
   */
  public static final class SystemServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<SystemServiceFutureStub> {
    private SystemServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SystemServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SystemServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Gets a component and how it is. NOT_FOUND where there is none.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.system.v1.Component> getComponent(
        tradewire.system.v1.GetComponentRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetComponentMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists components and how they are, by id.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.system.v1.ListComponentsResponse> listComponents(
        tradewire.system.v1.ListComponentsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListComponentsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the bus's subjects: what travels where, whose it is and how long it is
     * kept.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.system.v1.ListBusSubjectsResponse> listBusSubjects(
        tradewire.system.v1.ListBusSubjectsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListBusSubjectsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists events that a consumer could not handle, oldest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.system.v1.ListDeadLettersResponse> listDeadLetters(
        tradewire.system.v1.ListDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListDeadLettersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Hands a dead letter to its consumer again, in the process that has the
     * consumer. FAILED_PRECONDITION where it cannot be handled still: it stays, and
     * the error says why; or where another process has the consumer.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.system.v1.DeadLetter> replayDeadLetter(
        tradewire.system.v1.ReplayDeadLetterRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getReplayDeadLetterMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_GET_COMPONENT = 0;
  private static final int METHODID_LIST_COMPONENTS = 1;
  private static final int METHODID_STREAM_COMPONENT_EVENTS = 2;
  private static final int METHODID_LIST_BUS_SUBJECTS = 3;
  private static final int METHODID_LIST_DEAD_LETTERS = 4;
  private static final int METHODID_REPLAY_DEAD_LETTER = 5;

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
        case METHODID_GET_COMPONENT:
          serviceImpl.getComponent((tradewire.system.v1.GetComponentRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.system.v1.Component>) responseObserver);
          break;
        case METHODID_LIST_COMPONENTS:
          serviceImpl.listComponents((tradewire.system.v1.ListComponentsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.system.v1.ListComponentsResponse>) responseObserver);
          break;
        case METHODID_STREAM_COMPONENT_EVENTS:
          serviceImpl.streamComponentEvents((tradewire.system.v1.StreamComponentEventsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.system.v1.StreamComponentEventsResponse>) responseObserver);
          break;
        case METHODID_LIST_BUS_SUBJECTS:
          serviceImpl.listBusSubjects((tradewire.system.v1.ListBusSubjectsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.system.v1.ListBusSubjectsResponse>) responseObserver);
          break;
        case METHODID_LIST_DEAD_LETTERS:
          serviceImpl.listDeadLetters((tradewire.system.v1.ListDeadLettersRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.system.v1.ListDeadLettersResponse>) responseObserver);
          break;
        case METHODID_REPLAY_DEAD_LETTER:
          serviceImpl.replayDeadLetter((tradewire.system.v1.ReplayDeadLetterRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.system.v1.DeadLetter>) responseObserver);
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
          getGetComponentMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.system.v1.GetComponentRequest,
              tradewire.system.v1.Component>(
                service, METHODID_GET_COMPONENT)))
        .addMethod(
          getListComponentsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.system.v1.ListComponentsRequest,
              tradewire.system.v1.ListComponentsResponse>(
                service, METHODID_LIST_COMPONENTS)))
        .addMethod(
          getStreamComponentEventsMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              tradewire.system.v1.StreamComponentEventsRequest,
              tradewire.system.v1.StreamComponentEventsResponse>(
                service, METHODID_STREAM_COMPONENT_EVENTS)))
        .addMethod(
          getListBusSubjectsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.system.v1.ListBusSubjectsRequest,
              tradewire.system.v1.ListBusSubjectsResponse>(
                service, METHODID_LIST_BUS_SUBJECTS)))
        .addMethod(
          getListDeadLettersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.system.v1.ListDeadLettersRequest,
              tradewire.system.v1.ListDeadLettersResponse>(
                service, METHODID_LIST_DEAD_LETTERS)))
        .addMethod(
          getReplayDeadLetterMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.system.v1.ReplayDeadLetterRequest,
              tradewire.system.v1.DeadLetter>(
                service, METHODID_REPLAY_DEAD_LETTER)))
        .build();
  }

  private static abstract class SystemServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    SystemServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return tradewire.system.v1.SystemServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("SystemService");
    }
  }

  private static final class SystemServiceFileDescriptorSupplier
      extends SystemServiceBaseDescriptorSupplier {
    SystemServiceFileDescriptorSupplier() {}
  }

  private static final class SystemServiceMethodDescriptorSupplier
      extends SystemServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    SystemServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (SystemServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new SystemServiceFileDescriptorSupplier())
              .addMethod(getGetComponentMethod())
              .addMethod(getListComponentsMethod())
              .addMethod(getStreamComponentEventsMethod())
              .addMethod(getListBusSubjectsMethod())
              .addMethod(getListDeadLettersMethod())
              .addMethod(getReplayDeadLetterMethod())
              .build();
        }
      }
    }
    return result;
  }
}
